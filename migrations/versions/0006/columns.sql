-- The keys of every patient, kept by the server for any writer. One rewriting of the table fills them all.

-- A patient whom a booking made goes with it where her row is still the one it wrote, which its version tells. The
-- rewriting gives every row a new one.
CREATE TEMPORARY TABLE medic_made_patients ON COMMIT DROP AS
SELECT act.act_id, patient.id AS patient_id
FROM acts AS act
JOIN patients AS patient ON patient.id::text = act.result ->> 'made_patient_id'
WHERE patient.xmin::text = act.result ->> 'made_patient_version';

-- The keys of before stay for whoever reads them; the program looks for nobody by them any more.
DROP INDEX patients_search_fold_idx, patients_phone_digits_idx;
ALTER TABLE patients
    ADD COLUMN sound_fold text NOT NULL
        GENERATED ALWAYS AS (medic_sound_fold(last_name, first_name)) STORED,
    ADD COLUMN sort_fold text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (medic_sort_fold(last_name, first_name)) STORED,
    ADD COLUMN phone_keys text NOT NULL
        GENERATED ALWAYS AS (medic_phones_fold(phone, mobile_phone)) STORED,
    ADD COLUMN search_keys tsvector NOT NULL GENERATED ALWAYS AS (
        medic_search_keys(last_name, first_name, file_number, national_number, phone, mobile_phone, email)
    ) STORED;

-- A desk reads at every key and writes now and then: no list of what is not yet in the index.
CREATE INDEX patients_search_keys_idx ON patients USING gin (search_keys) WITH (fastupdate = off);
CREATE INDEX patients_sound_fold_idx ON patients USING gin (sound_fold gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX patients_phone_keys_idx ON patients USING gin (phone_keys gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX patients_sort_fold_idx ON patients (sort_fold, birth_date, id) WHERE merged_into_id IS NULL;
ANALYZE patients;

UPDATE acts SET result = acts.result || jsonb_build_object('made_patient_version', patient.xmin::text)
FROM medic_made_patients AS made
JOIN patients AS patient ON patient.id = made.patient_id
WHERE acts.act_id = made.act_id;
