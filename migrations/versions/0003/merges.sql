-- A patient who was merged leads to one row in the end: a ring would lead nowhere.

CREATE FUNCTION medic_refuse_merge_ring() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Two merges at once, each half of a ring, would not see one another.
    PERFORM pg_advisory_xact_lock(hashtextextended('patients.merged_into_id', 0));
    IF EXISTS (
        WITH RECURSIVE chain AS (
            SELECT NEW.merged_into_id AS id
            UNION
            SELECT p.merged_into_id FROM chain JOIN patients AS p ON p.id = chain.id
            WHERE p.merged_into_id IS NOT NULL
        )
        SELECT FROM chain WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', MESSAGE = 'a patient cannot be merged into a row that was merged into it',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'merged_into_id',
            CONSTRAINT = 'patients_merged_into_id_ring';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER patients_merged_into AFTER INSERT OR UPDATE OF merged_into_id ON patients
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION medic_refuse_merge_ring();
