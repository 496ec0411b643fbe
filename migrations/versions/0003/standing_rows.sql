-- What the rows that are there become: locations of one house get their site, claims know whom to come back to.

-- A migration is nobody's edit: no timestamp, no version and no notice comes of it.
ALTER TABLE doctor_locations
    DISABLE TRIGGER doctor_locations_touch,
    DISABLE TRIGGER doctor_locations_notify;
ALTER TABLE appointment_resource_claims
    DISABLE TRIGGER appointment_resource_claims_touch,
    DISABLE TRIGGER appointment_resource_claims_notify;

-- One site for all locations of the same folded name and address. Of a doctor who has two such rows one is in
-- the house (an active one first, then the oldest): a doctor has one row a site.
CREATE TEMPORARY TABLE medic_houses ON COMMIT DROP AS
WITH named AS (
    SELECT
        id, doctor_id, name, address, phone, is_active, inserted_at,
        medic_fold(name) || E'\n' || medic_fold(coalesce(address, '')) || E'\n' || medic_fold(coalesce(city, ''))
            AS house
    FROM doctor_locations
), sites AS MATERIALIZED (
    SELECT house, gen_random_uuid() AS site_id FROM (SELECT DISTINCT house FROM named) AS houses
)
SELECT
    named.*,
    sites.site_id,
    row_number() OVER (PARTITION BY house, doctor_id ORDER BY is_active DESC, inserted_at, id) AS of_doctor,
    row_number() OVER (PARTITION BY house ORDER BY is_active DESC, inserted_at, id) AS of_house
FROM named JOIN sites USING (house);

INSERT INTO clinic_sites (id, name, address, phone, is_active)
SELECT site_id, name, address, phone, is_active FROM medic_houses WHERE of_house = 1;

UPDATE doctor_locations AS location SET clinic_site_id = house.site_id
FROM medic_houses AS house WHERE house.id = location.id AND house.of_doctor = 1;

-- Which claims an appointment had when it gave up its time was not written down; its latest one is what the
-- program has claimed anew ever since.
UPDATE appointment_resource_claims AS claim SET awaits_restore = true
FROM (
    SELECT DISTINCT ON (c.appointment_id) c.id
    FROM appointment_resource_claims AS c JOIN appointments AS a ON a.id = c.appointment_id
    WHERE a.status IN ('cancelled', 'no_show') AND c.status <> 'active'
    ORDER BY c.appointment_id, c.inserted_at DESC, c.id
) AS latest
WHERE claim.id = latest.id;

ALTER TABLE doctor_locations
    ENABLE TRIGGER doctor_locations_touch,
    ENABLE TRIGGER doctor_locations_notify;
ALTER TABLE appointment_resource_claims
    ENABLE TRIGGER appointment_resource_claims_touch,
    ENABLE TRIGGER appointment_resource_claims_notify;
