-- New columns of the tables that are there: nullable, or with a default.

ALTER TABLE doctors ADD COLUMN hours_version integer NOT NULL DEFAULT 1;

ALTER TABLE patients ADD COLUMN desk_warning text;

ALTER TABLE doctor_locations
    ADD COLUMN clinic_site_id uuid,
    ADD CONSTRAINT doctor_locations_doctor_id_clinic_site_id_key UNIQUE (doctor_id, clinic_site_id),
    ADD CONSTRAINT doctor_locations_clinic_site_id_fkey FOREIGN KEY (clinic_site_id)
        REFERENCES clinic_sites (id);
CREATE INDEX doctor_locations_clinic_site_id_idx
    ON doctor_locations (clinic_site_id) WHERE clinic_site_id IS NOT NULL;

ALTER TABLE schedule_rules
    ADD COLUMN repeat_weeks integer NOT NULL DEFAULT 1,
    ADD COLUMN season_name text,
    ADD CONSTRAINT schedule_rules_repeat_weeks_check CHECK (repeat_weeks BETWEEN 1 AND 52),
    ADD CONSTRAINT schedule_rules_repeat_weeks_from_check
        CHECK (repeat_weeks = 1 OR effective_from IS NOT NULL);

ALTER TABLE schedule_exceptions
    ADD COLUMN clinic_closure_id uuid,
    ADD CONSTRAINT schedule_exceptions_clinic_closure_id_fkey FOREIGN KEY (clinic_closure_id)
        REFERENCES clinic_closures (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX schedule_exceptions_closure_doctor_location_key
    ON schedule_exceptions (clinic_closure_id, doctor_id, doctor_location_id)
    NULLS NOT DISTINCT WHERE clinic_closure_id IS NOT NULL;

ALTER TABLE time_off_requests
    ADD COLUMN kind text NOT NULL DEFAULT 'leave',
    ADD COLUMN recorded_by_id uuid,
    ADD COLUMN split_from_id uuid,
    ADD CONSTRAINT time_off_requests_kind_check CHECK (kind IN ('leave', 'illness', 'training', 'other')),
    ADD CONSTRAINT time_off_requests_split_from_id_check CHECK (split_from_id <> id),
    ADD CONSTRAINT time_off_requests_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES users (id),
    ADD CONSTRAINT time_off_requests_split_from_id_fkey FOREIGN KEY (split_from_id)
        REFERENCES time_off_requests (id);
CREATE INDEX time_off_requests_split_from_id_idx
    ON time_off_requests (split_from_id) WHERE split_from_id IS NOT NULL;

ALTER TABLE appointment_resource_claims
    ADD COLUMN awaits_restore boolean NOT NULL DEFAULT false,
    ADD COLUMN moved_transaction_id text;
