-- A closure knows of every booking, whoever writes it.

-- The clinic's own lock, which the acts that place an appointment share: of a booking and a closure, a new doctor or
-- a new place at once, the later one sees the other. It is taken before any row is, and by every statement of these
-- tables alike, so that two of them never wait for each other. Whoever writes one in a transaction with other
-- things writes it first.
CREATE OR REPLACE FUNCTION medic_lock_closures() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('clinic', 0));
    RETURN NULL;
END
$$;
