-- A name by its own letters, a number by its figures: what the program folds alike (model/patients/letters.py and
-- phones.py). No step depends on a locale, nor on what a session makes of backslashes: all such texts are E''.

-- A word of two alphabets is one in which a letter slipped in that looks the same: Latin among Greek or Cyrillic ones,
-- or the other way round where Latin has letters that the other has not.
CREATE FUNCTION medic_one_alphabet(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    other text;
    latin text;
BEGIN
    IF word !~ '[a-z]' OR word !~ '[α-ωа-џґ]' THEN
        RETURN word;
    END IF;
    IF word ~ '[α-ω]' THEN
        other := translate(word, 'abehikmnoptuvwxyz', 'αβεηικμνορτυνωχυζ');
        latin := translate(word, 'αβεζηικμνορτυχω', 'abezhikmnoptyxw');
    ELSE
        other := translate(word, 'abcehikmoptxy', 'авсенікмортху');
        latin := translate(word, 'авсенікмортху', 'abcehikmoptxy');
    END IF;
    RETURN CASE WHEN other ~ '[a-z]' AND latin !~ '[α-ωа-џґ]' THEN latin ELSE other END;
END
$$;

-- Small letters without marks, words parted by single spaces, apostrophes as none. Spelled out, an umlaut is two
-- letters (ü ue, ø oe, å aa), and the Cyrillic ё is an o.
CREATE FUNCTION medic_letters(name text, is_spelled_out boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    key text := normalize(translate(name, '''`´’‘ʼʹʾʿ΄᾽', ''), NFKD);
BEGIN
    IF is_spelled_out THEN
        key := replace(replace(replace(key, 'a' || E'\u030A', 'aa'), 'A' || E'\u030A', 'aa'), 'ё', 'о');
        key := replace(replace(key, 'е' || E'\u0308', 'о'), 'Е' || E'\u0308', 'о');
        key := regexp_replace(key, '([aouAOU])' || E'\u0308', E'\\1e', 'g');
        key := replace(replace(key, 'ø', 'oe'), 'Ø', 'oe');
    END IF;
    key := regexp_replace(
        key,
        E'[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670'
        '\\u06d6-\\u06ed\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]+',
        '', 'g'
    );
    key := translate(
        key,
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς'
        'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏҐ'
        'ØøŁłĐđÐðıĦħŊŋəىةکیہךםןףץ',
        'abcdefghijklmnopqrstuvwxyz'
        'αβγδεζηθικλμνξοπρστυφχψωσ'
        'абвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџґ'
        'oollddddihhnneيهكيهכמנפצ'
    );
    key := replace(replace(replace(replace(key, 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae');
    key := replace(replace(replace(replace(key, 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th');
    key := regexp_replace(
        key,
        E'[\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00bf\\u00d7\\u00f7\\u02b0-\\u02ff\\u0374\\u0375\\u037e\\u0384'
        '\\u0385\\u0387\\u060c\\u061b\\u061f\\u066a-\\u066d\\u06d4\\u2000-\\u2bff\\u3000-\\u3004\\u3008-\\u3030\\u30fb\\ufe00-\\ufe6f]+',
        ' ', 'g'
    );
    key := btrim(key, ' ');
    IF key ~ '[a-z]' AND key ~ '[α-ωа-џґ]' THEN
        key := (
            SELECT string_agg(public.medic_one_alphabet(word), ' ' ORDER BY place)
            FROM string_to_table(key, ' ') WITH ORDINALITY AS of_key (word, place)
        );
    END IF;
    RETURN key;
END
$$;

-- A file or national number: letters that look alike in Greek and Latin are one, and nothing parts the figures.
CREATE FUNCTION medic_number_key(number text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    public.medic_letters(number, false), 'αβεζηικμνορτυχ ', 'abezhikmnoptyx'
);

-- The figures of a phone: without +30 or 0030 where it is Greek, with the country's code where it is not.
CREATE FUNCTION medic_phone_key(phone text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(
        regexp_replace(
            replace(translate(coalesce(phone, ''), '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'), '(0)', ''),
            '[^0-9]', '', 'g'
        ),
        '^00', ''
    ),
    '^30(?=[0-9]{10}$)', ''
);

-- The keys of a phone: all its figures, and each number by itself where several stand in one field ("697…, 210…") or
-- words beside one.
CREATE FUNCTION medic_phone_keys(phone text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    whole text := left(public.medic_phone_key(left(phone, 200)), 200);
    keys text[] := ARRAY['P' || nullif(whole, '')];
    part text;
BEGIN
    IF length(whole) > 10 THEN
        FOREACH part IN ARRAY regexp_split_to_array(left(phone, 200), ' - |[^-0-9+() .]+') LOOP
            part := public.medic_phone_key(part);
            IF length(part) >= 7 THEN
                keys := keys || ('P' || part);
            END IF;
        END LOOP;
        IF whole ~ '^[26][0-9]{9}[26][0-9]{9}$' THEN
            keys := keys || ARRAY['P' || left(whole, 10), 'P' || right(whole, 10)];
        END IF;
    END IF;
    RETURN keys;
END
$$;
