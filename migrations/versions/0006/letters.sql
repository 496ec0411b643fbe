-- A name by its own letters, a number by its figures: what the program folds alike (model/patients/letters.py and
-- phones.py). No step depends on a locale.

-- Small letters without marks, words parted by single spaces, apostrophes as none. Spelled out, an umlaut is two
-- letters (ü ue, ø oe, å aa), and the Cyrillic ё is an o.
CREATE FUNCTION medic_letters(name text, is_spelled_out boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    key text := normalize(translate(name, '''`´’‘ʼʹʾʿ΄᾽', ''), NFKD);
BEGIN
    IF is_spelled_out THEN
        key := replace(replace(replace(key, 'a' || U&'\030A', 'aa'), 'A' || U&'\030A', 'aa'), 'ё', 'о');
        key := replace(replace(key, 'е' || U&'\0308', 'о'), 'Е' || U&'\0308', 'о');
        key := regexp_replace(key, '([aouAOU])' || U&'\0308', '\1e', 'g');
        key := replace(replace(key, 'ø', 'oe'), 'Ø', 'oe');
    END IF;
    key := regexp_replace(
        key,
        '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670'
        '\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+',
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
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u0374\u0375\u037e\u0384'
        '\u0385\u0387\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u2bff\u3000-\u3004\u3008-\u3030\u30fb\ufe00-\ufe6f]+',
        ' ', 'g'
    );
    key := btrim(key, ' ');
    -- A Latin letter that slipped into a Greek word, which looks the same.
    IF key ~ '[a-z]' AND key ~ '[α-ω]' THEN
        key := (
            SELECT string_agg(
                CASE WHEN word ~ '[α-ω]' AND word ~ '[a-z]'
                    THEN translate(word, 'abehikmnoptuvwxyz', 'αβεηικμνορτυνωχυζ') ELSE word END,
                ' ' ORDER BY place
            )
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
        regexp_replace(replace(coalesce(phone, ''), '(0)', ''), '[^0-9]', '', 'g'), '^00', ''
    ),
    '^30(?=[0-9]{10}$)', ''
);
