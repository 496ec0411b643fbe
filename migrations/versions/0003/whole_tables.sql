-- TRUNCATE fires no trigger of a row: what triggers keep elsewhere would be left wrong, so it is refused.

CREATE FUNCTION medic_refuse_truncate() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'MD005', MESSAGE = 'rows of this table are mirrored elsewhere: delete them instead',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_no_truncate';
END
$$;
