-- What revision 0005 had. The keys are computed from what a patient's row says: none of them is lost for ever.

ALTER TABLE patients
    DROP COLUMN search_keys, DROP COLUMN phone_keys, DROP COLUMN sort_fold, DROP COLUMN sound_fold;
CREATE INDEX patients_phone_digits_idx ON patients USING gin (phone_digits gin_trgm_ops);
CREATE INDEX patients_search_fold_idx ON patients USING gin (search_fold gin_trgm_ops);

DROP FUNCTION
    medic_phones_fold, medic_sort_fold, medic_sound_fold, medic_search_keys, medic_name_keys, medic_keys_of,
    medic_whole_names, medic_is_particle, medic_is_title,
    medic_sound, medic_latin_of_cyrillic, medic_slavic_sound, medic_latin_of_greek, medic_greek_of_latin, medic_greek_sound,
    medic_phone_keys, medic_phone_key, medic_number_key, medic_letters, medic_one_alphabet;
