-- The keys by which a patient is found: one lexeme each, its first letter saying what it is a key of.
-- A, B, C: the last name, the first name, a word of either, by its letters; a, b, c: by its sound (a~ where the name
-- is Cyrillic). N file number, M national number, P phone, E e-mail.

-- Words that stand before a name and belong to it only where they are typed.
CREATE FUNCTION medic_is_title(word text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN word = ANY (
    '{δρ,κ,κα,κοσ,κυριοσ,κυρια,δισ,δεσποινισ,ιατροσ,καθ,καθηγητησ,καθηγητρια,'
    'π,πατηρ,αδελφη,αδελφοσ,μοναχη,μοναχοσ,αρχιμανδριτησ,'
    'dr,mr,mrs,ms,miss,prof,herr,frau,mme,mlle}'
);
CREATE FUNCTION medic_is_particle(word text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN word = ANY (
    '{ντε,ντα,ντι,ντελ,ντου,λα,λε,δε,ελ,αλ,βαν,φον,ντερ,ο,του,τησ,'
    'de,da,di,del,della,dello,dei,dos,das,do,du,la,le,van,von,der,den,ter,ten,zu,zum,el,al,af,av,y}'
);

-- The whole name in the ways it may be typed: as it is written, and without its particles. Titles are left out.
CREATE FUNCTION medic_whole_names(letters text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    words text[];
    whole text;
    bare text := '';
    word text;
BEGIN
    IF strpos(letters, ' ') = 0 THEN
        RETURN ARRAY[left(letters, 200)];
    END IF;
    words := string_to_array(
        regexp_replace(letters, ' (το γενοσ|γενοσ|πρωην|συζ|συζυγοσ|χηρα|nee|born|geb) .*$', ''), ' '
    );
    WHILE array_length(words, 1) > 1 AND public.medic_is_title(words[1]) LOOP
        words := words[2:];
    END LOOP;
    whole := array_to_string(words, '');
    FOREACH word IN ARRAY words LOOP
        IF NOT public.medic_is_particle(word) THEN
            bare := bare || word;
        END IF;
    END LOOP;
    RETURN CASE WHEN bare IN ('', whole) THEN ARRAY[left(whole, 200)]
        ELSE ARRAY[left(whole, 200), left(bare, 200)] END;
END
$$;

-- The keys of one name or word: by its letters, in Latin ones where it is Greek, and by its sound.
CREATE FUNCTION medic_keys_of(kind text, letters text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
BEGIN
    IF letters = '' THEN
        RETURN '{}';
    ELSIF letters ~ '[α-ω]' THEN
        RETURN ARRAY[
            kind || letters,
            kind || public.medic_latin_of_greek(letters),
            lower(kind) || public.medic_greek_sound(letters)
        ];
    ELSIF letters ~ '[a-z]' THEN
        RETURN ARRAY[
            kind || letters, lower(kind) || public.medic_greek_sound(public.medic_greek_of_latin(letters))
        ];
    ELSIF letters ~ '[а-џґ]' THEN
        RETURN ARRAY[
            kind || letters,
            lower(kind) || '~' || public.medic_slavic_sound(public.medic_latin_of_cyrillic(letters))
        ];
    END IF;
    RETURN ARRAY[kind || letters];
END
$$;

CREATE FUNCTION medic_name_keys(last_name text, first_name text, is_spelled_out boolean) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    of_last text := public.medic_letters(last_name, is_spelled_out);
    of_first text := public.medic_letters(first_name, is_spelled_out);
    main text := of_last;
    keys text[] := '{}';
    letters text;
    word text;
BEGIN
    IF strpos(last_name, '(') > 0 THEN
        main := public.medic_letters(regexp_replace(last_name, '[(][^)]*[)]?', ' ', 'g'), is_spelled_out);
    END IF;
    FOREACH letters IN ARRAY public.medic_whole_names(main) LOOP
        keys := keys || public.medic_keys_of('A', letters);
    END LOOP;
    FOREACH letters IN ARRAY public.medic_whole_names(of_first) LOOP
        keys := keys || public.medic_keys_of('B', letters);
    END LOOP;
    -- The words of a name that has several.
    FOREACH letters IN ARRAY ARRAY[of_last, of_first] LOOP
        IF strpos(letters, ' ') > 0 THEN
            FOREACH word IN ARRAY (string_to_array(letters, ' '))[:40] LOOP
                keys := keys || public.medic_keys_of('C', left(word, 200));
            END LOOP;
        END IF;
    END LOOP;
    -- Where words are not parted, both names are typed as one, and any letter may begin what is typed.
    IF of_last || of_first ~ '[^a-z0-9α-ωа-џґ ]' THEN
        keys := keys || ARRAY[
            'A' || left(replace(of_last || of_first, ' ', ''), 200),
            'A' || left(replace(of_first || of_last, ' ', ''), 200)
        ];
        FOREACH word IN ARRAY (string_to_array(of_last || ' ' || of_first, ' '))[:40] LOOP
            IF word ~ '[^a-z0-9α-ωа-џґ]' THEN
                FOR place IN 2..least(length(word), 30) LOOP
                    keys := keys || ('C' || substr(left(word, 200), place));
                END LOOP;
            END IF;
        END LOOP;
    END IF;
    RETURN keys;
END
$$;

-- Of a name that is no name any more by its length, the beginning is enough.
CREATE FUNCTION medic_search_keys(
    last_name text, first_name text, file_number text, national_number text, phone text, mobile_phone text, email text
) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    of_last text := left(coalesce(last_name, ''), 500);
    of_first text := left(coalesce(first_name, ''), 500);
    keys text[] := public.medic_name_keys(of_last, of_first, false);
BEGIN
    IF normalize(of_last || of_first, NFKD) ~ E'[aouAOU\\u0435\\u0415]\\u0308|[aA]\\u030A|[øØ]' THEN
        keys := keys || public.medic_name_keys(of_last, of_first, true);
    END IF;
    keys := keys || public.medic_phone_keys(phone) || public.medic_phone_keys(mobile_phone) || ARRAY[
        'N' || nullif(left(public.medic_number_key(left(file_number, 200)), 200), ''),
        'M' || nullif(left(public.medic_number_key(left(national_number, 200)), 200), ''),
        'E' || left(lower(email COLLATE "C"), 200)
    ];
    RETURN array_to_tsvector(array_remove(keys, NULL));
END
$$;

-- All that is in a name by its sound, for letters inside it.
CREATE FUNCTION medic_sound_fold(last_name text, first_name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN public.medic_sound(public.medic_letters(left(last_name, 500) || ' ' || left(first_name, 500), false));

-- Greek names in their order, then the others.
CREATE FUNCTION medic_sort_fold(last_name text, first_name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    letters text := public.medic_letters(left(last_name, 500), false);
BEGIN
    RETURN left(
        CASE WHEN letters ~ '^[α-ω]' THEN '0' ELSE '1' END
        || letters || E'\t' || public.medic_letters(left(first_name, 500), false),
        500
    );
END
$$;

-- The figures of both phones, for a part of one.
CREATE FUNCTION medic_phones_fold(phone text, mobile_phone text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN public.medic_phone_key(left(phone, 200)) || ' ' || public.medic_phone_key(left(mobile_phone, 200));
