-- A name by its sound, in ASCII letters that every server finds trigrams in (model/patients/sounds.py does the same).

-- Of Greek letters: what sounds alike is written alike. 8 is theta; ks and ps are written out.
CREATE FUNCTION medic_greek_sound(letters text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    translate(
        replace(replace(
        replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(
            letters,
            'γγ', 'γκ'), 'ου', 'u'), 'αι', 'e'), 'ει', 'i'), 'οι', 'i'), 'υι', 'i'),
            'αυ', 'av'), 'αφ', 'av'), 'ευ', 'ev'), 'εφ', 'ev'), 'ηυ', 'iv'),
            'ξ', 'ks'), 'ψ', 'ps'),
        'αβγδεζηθικλμνοπρστυφχω', 'avgdezi8iklmnoprstifho'
    ),
    E'([a-z8])\\1+', E'\\1', 'g'
);

-- Latin letters as the Greek ones they are most often written for.
CREATE FUNCTION medic_greek_of_latin(letters text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(
        letters,
        'th', 'θ'), 'ch', 'χ'), 'kh', 'χ'), 'ph', 'φ'), 'sh', 'σ'), 'ou', 'ου'),
        'oy', 'ου'), 'au', 'αυ'), 'eu', 'ευ'), 'u', 'ου'), 'j', 'τζ'),
    'abcdefghiklmnopqrstvwxyz', 'αβκδεφγχικλμνοπκρστββξιζ'
);

-- Greek letters as passports write them.
CREATE FUNCTION medic_latin_of_greek(letters text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    replace(replace(replace(replace(replace(replace(replace(replace(
        letters,
        'ου', 'ou'), 'αυ', 'av'), 'ευ', 'ev'), 'γγ', 'ng'), 'θ', 'th'), 'χ', 'ch'), 'ψ', 'ps'), 'ξ', 'x'),
    'αβγδεζηικλμνοπρστυφω', 'avgdeziiklmnoprstyfo'
);

-- The sound of a Slavic name from any of its usual Latin spellings.
CREATE FUNCTION medic_slavic_sound(latin text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    translate(
        regexp_replace(
            replace(replace(
            replace(replace(replace(replace(
            replace(replace(replace(replace(replace(replace(replace(
            replace(replace(replace(replace(
                latin,
                'shch', 's'), 'sch', 's'), 'sht', 's'), 'tch', 'c'),
                'ch', 'c'), 'cz', 'c'), 'ts', 'c'), 'tz', 'c'), 'sh', 's'), 'kh', 'h'), 'dzh', 'z'),
                'zh', 'z'), 'dj', 'd'), 'ph', 'f'), 'x', 'ks'),
                'ou', 'u'), 'ck', 'k'),
            '[yij](?=[aeou])', '', 'g'
        ),
        'gwyj', 'hvii'
    ),
    E'([a-z])\\1+', E'\\1', 'g'
);

CREATE FUNCTION medic_latin_of_cyrillic(letters text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
        letters,
        'ж', 'zh'), 'х', 'kh'), 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh'), 'щ', 'shch'), 'ю', 'yu'), 'я', 'ya'), 'є', 'ye'),
        'ђ', 'dj'), 'љ', 'lj'), 'њ', 'nj'), 'ћ', 'ch'), 'џ', 'dzh'),
    'абвгдезийклмнопрстуфыэіґјѕъь', 'abvgdeziiklmnoprstufyeigjz'
);

-- Of letters of any alphabet; those that are neither Greek, Latin nor Cyrillic have none.
CREATE FUNCTION medic_sound(letters text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
BEGIN
    IF letters ~ '[а-џґ]' THEN
        letters := public.medic_slavic_sound(public.medic_latin_of_cyrillic(letters));
    ELSE
        IF letters ~ '[a-z]' THEN
            letters := public.medic_greek_of_latin(letters);
        END IF;
        letters := public.medic_greek_sound(letters);
    END IF;
    RETURN btrim(regexp_replace(letters, '[^a-z0-9]+', ' ', 'g'), ' ');
END
$$;
