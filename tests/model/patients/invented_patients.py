"""Invented patients with the frequencies of Greek names, and 160 odd ones planted evenly among them.

The same for the same number, whatever the machine. ``key`` is the tests' handle (``S-…`` planted, ``B0000001``
made by chance): it is stored nowhere that is searched. National numbers have 40 added to the month, so that
none is anybody's; mobiles begin with 692 or 696, landlines have 0 as first subscriber digit, foreign phones lie
in ranges that are kept for fiction.
"""
# ruff: noqa: E501, SIM905, ICN001

import datetime
import random
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

Invented: TypeAlias = dict[str, str | None]

SEED = 20261126

MALE = [
    ("Γεώργιος", 110),
    ("Ιωάννης", 86),
    ("Κωνσταντίνος", 80),
    ("Δημήτριος", 76),
    ("Νικόλαος", 69),
    ("Παναγιώτης", 47),
    ("Βασίλειος", 36),
    ("Χρήστος", 36),
    ("Αθανάσιος", 24),
    ("Μιχαήλ", 22),
    ("Ευάγγελος", 20),
    ("Σπυρίδων", 19),
    ("Αντώνιος", 19),
    ("Αναστάσιος", 16),
    ("Θεόδωρος", 16),
    ("Ανδρέας", 14),
    ("Χαράλαμπος", 14),
    ("Αλέξανδρος", 14),
    ("Εμμανουήλ", 14),
    ("Ηλίας", 13),
    ("Σταύρος", 10),
    ("Πέτρος", 9),
    ("Σωτήριος", 9),
    ("Στυλιανός", 8),
    ("Ελευθέριος", 8),
    ("Απόστολος", 8),
    ("Φώτιος", 7),
    ("Διονύσιος", 7),
    ("Γρηγόριος", 7),
    ("Άγγελος", 7),
    ("Στέφανος", 6),
    ("Ευστάθιος", 5),
    ("Παύλος", 5),
    ("Παρασκευάς", 4),
    ("Αριστείδης", 4),
    ("Λεωνίδας", 4),
    ("Κυριάκος", 4),
    ("Σάββας", 4),
    ("Στέργιος", 3),
    ("Μάριος", 3),
    ("Φίλιππος", 3),
    ("Ιάσονας", 2),
    ("Ορέστης", 2),
    ("Ραφαήλ", 2),
    ("Θωμάς", 3),
    ("Λουκάς", 2),
    ("Άρης", 1),
    ("Ζήσης", 1),
    ("Οδυσσέας", 1),
]
FEMALE = [
    ("Μαρία", 100),
    ("Ελένη", 72),
    ("Αικατερίνη", 58),
    ("Βασιλική", 43),
    ("Σοφία", 38),
    ("Γεωργία", 37),
    ("Αγγελική", 35),
    ("Αναστασία", 32),
    ("Δήμητρα", 31),
    ("Ευαγγελία", 31),
    ("Κωνσταντίνα", 30),
    ("Παναγιώτα", 26),
    ("Ιωάννα", 25),
    ("Ειρήνη", 24),
    ("Άννα", 22),
    ("Παρασκευή", 20),
    ("Χριστίνα", 19),
    ("Φωτεινή", 16),
    ("Κυριακή", 14),
    ("Σταυρούλα", 13),
    ("Αλεξάνδρα", 12),
    ("Ελευθερία", 10),
    ("Χρυσούλα", 10),
    ("Θεοδώρα", 10),
    ("Αθανασία", 10),
    ("Δέσποινα", 12),
    ("Καλλιόπη", 8),
    ("Ευφροσύνη", 6),
    ("Ζωή", 9),
    ("Όλγα", 8),
    ("Στυλιανή", 7),
    ("Αντωνία", 8),
    ("Μαργαρίτα", 7),
    ("Ουρανία", 6),
    ("Μαρίνα", 6),
    ("Λαμπρινή", 4),
    ("Βικτωρία", 3),
    ("Νεφέλη", 2),
    ("Δανάη", 2),
    ("Αριάδνη", 2),
    ("Μυρτώ", 3),
    ("Ιφιγένεια", 2),
    ("Φανή", 2),
    ("Πηνελόπη", 2),
    ("Θάλεια", 2),
    ("Ευτυχία", 5),
    ("Νίκη", 6),
    ("Πολυξένη", 3),
    ("Ευδοκία", 3),
    ("Χαρίκλεια", 3),
]
SHORT = {
    "Γεώργιος": "Γιώργος",
    "Ιωάννης": "Γιάννης",
    "Κωνσταντίνος": "Κώστας",
    "Δημήτριος": "Δημήτρης",
    "Νικόλαος": "Νίκος",
    "Βασίλειος": "Βασίλης",
    "Αθανάσιος": "Θανάσης",
    "Μιχαήλ": "Μιχάλης",
    "Ευάγγελος": "Βαγγέλης",
    "Σπυρίδων": "Σπύρος",
    "Αντώνιος": "Αντώνης",
    "Αναστάσιος": "Τάσος",
    "Εμμανουήλ": "Μανώλης",
    "Χαράλαμπος": "Μπάμπης",
    "Αικατερίνη": "Κατερίνα",
    "Ευαγγελία": "Εύα",
    "Ελένη": "Λένα",
    "Παναγιώτα": "Γιώτα",
    "Παρασκευή": "Βούλα",
    "Δέσποινα": "Ντέπη",
    "Καλλιόπη": "Πόπη",
}
# Common surnames, male form; the weight is per thousand of all patients.
COMMON = [
    ("Παπαδόπουλος", 10.4),
    ("Παππάς", 6.0),
    ("Καραγιάννης", 4.0),
    ("Βλάχος", 4.0),
    ("Ιωαννίδης", 4.2),
    ("Οικονόμου", 4.6),
    ("Παπαγεωργίου", 4.4),
    ("Μακρής", 3.4),
    ("Κωνσταντινίδης", 3.4),
    ("Δημόπουλος", 3.4),
    ("Γεωργίου", 4.0),
    ("Αντωνίου", 3.0),
    ("Νικολάου", 3.4),
    ("Παναγιωτόπουλος", 2.8),
    ("Βασιλείου", 2.8),
    ("Δημητρίου", 3.2),
    ("Θεοδωρίδης", 2.2),
    ("Νικολαΐδης", 2.6),
    ("Αγγελόπουλος", 2.6),
    ("Γιαννόπουλος", 2.6),
    ("Σαμαράς", 2.4),
    ("Αλεξίου", 2.2),
    ("Κυριακίδης", 2.0),
    ("Μιχαηλίδης", 2.0),
    ("Αθανασίου", 2.4),
    ("Σταθόπουλος", 1.8),
    ("Χριστοδούλου", 2.2),
    ("Λάμπρου", 2.0),
    ("Ράπτης", 1.6),
    ("Σιδέρης", 1.6),
    ("Μυλωνάς", 2.0),
    ("Κατσαρός", 1.4),
    ("Τσακίρης", 1.2),
    ("Κοντός", 1.4),
    ("Μαυρίδης", 1.4),
    ("Ξενάκης", 1.0),
    ("Παπαδάκης", 2.4),
    ("Κουτσούκης", 0.5),
    ("Στεφανίδης", 1.0),
    ("Πετρόπουλος", 1.8),
    ("Καλογερόπουλος", 1.2),
    ("Ζαχαρίου", 1.0),
    ("Αναγνώστου", 1.6),
    ("Χατζής", 1.4),
    ("Χατζηδάκης", 1.2),
    ("Διαμαντής", 1.0),
    ("Φωτίου", 1.2),
    ("Γκίκας", 1.0),
    ("Τζανής", 0.7),
    ("Λιάπης", 1.0),
    ("Σπανός", 1.2),
    ("Καραμανίδης", 0.4),
    ("Αρβανίτης", 1.4),
    ("Κορδάτος", 0.4),
    ("Μανωλάκης", 0.9),
    ("Ρήγας", 1.0),
    ("Δρόσος", 0.8),
    ("Ζέρβας", 1.0),
    ("Φραγκούλης", 0.8),
    ("Κεφαλάς", 0.8),
    ("Λεμονής", 0.4),
    ("Μπακάλης", 0.6),
    ("Μπούρας", 0.7),
    ("Γκουντής", 0.2),
    ("Τριανταφύλλου", 1.2),
    ("Ευσταθίου", 1.2),
    ("Αυγερινός", 0.7),
    ("Πολίτης", 1.0),
    ("Ψαρράς", 0.8),
    ("Υφαντής", 0.7),
    ("Ευθυμιάδης", 0.7),
    ("Σάββας", 0.6),
    ("Παπαϊωάννου", 2.0),
    ("Παπανικολάου", 2.0),
    ("Παπαδημητρίου", 2.2),
    ("Παπακωνσταντίνου", 1.2),
    ("Χατζηγεωργίου", 0.9),
    ("Κωνσταντίνου", 2.0),
    ("Ιωάννου", 1.8),
    ("Αναστασίου", 1.4),
    ("Θεοδώρου", 1.4),
    ("Πέτρου", 1.0),
    ("Παύλου", 1.0),
    ("Στεφάνου", 0.8),
    ("Ηλιόπουλος", 1.2),
    ("Αλεξόπουλος", 1.2),
    ("Δημητρόπουλος", 1.4),
    ("Γεωργόπουλος", 1.4),
    ("Θεοδωρόπουλος", 0.8),
    ("Αθανασόπουλος", 1.0),
    ("Κωνσταντόπουλος", 0.8),
    ("Αναγνωστόπουλος", 1.2),
    ("Γεωργιάδης", 1.6),
    ("Δημητριάδης", 1.4),
    ("Βασιλειάδης", 1.0),
    ("Αθανασιάδης", 0.9),
    ("Παυλίδης", 1.2),
    ("Σαββίδης", 1.2),
    ("Χατζηιωάννου", 0.5),
    ("Γρίβας", 0.4),
    ("Ξυδάς", 0.3),
    ("Ψωμάς", 0.3),
    ("Θάνος", 0.6),
    ("Θωμόπουλος", 0.4),
    ("Χαλκιάς", 0.4),
    ("Χρόνης", 0.4),
    ("Γκόγκος", 0.3),
    ("Ντάφλος", 0.2),
    ("Μπαλάσκας", 0.3),
    ("Ζαφειρίου", 0.6),
    ("Ξανθόπουλος", 0.5),
    ("Ωραιόπουλος", 0.1),
    ("Μουρατίδης", 0.9),
    ("Τσολάκης", 0.4),
    ("Κουκουλάς", 0.2),
    ("Φιλίππου", 0.7),
    ("Λαζαρίδης", 1.0),
    ("Ελευθερίου", 0.7),
    ("Μαρκόπουλος", 0.7),
]
STEMS = (
    "Γιανν Δημητρ Νικολ Βασιλ Αθανασ Αναστασ Αντων Αλεξ Αποστολ Αργυρ Βαρδ Γρηγορ Δεσποτ Ευθυμ Θεοχαρ Καλλ Κυριακ Λαζαρ "
    "Λαμπρ Λεοντ Μανωλ Μαντζ Μαργαρ Μιχαλ Παναγ Παντελ Παρασκευ Πετρ Πολυχρον Σαμουηλ Σιδερ Σταθ Σταματ Στεργ Σωτηρ "
    "Τριαντ Τσακ Τσαλ Φιλιππ Φραγκ Χαραλαμπ Χριστ Χρυσ Ψυχ Ζωγραφ Καλαμ Κατσαρ Κοκκιν Κουρ Μαχαιρ Μπαρμπ Ντουρ Γκολφ "
    "Ραφτ Σκορδ Τζουμ Φουντ Χουντ Ξηρ Θεμ Ευγεν Αυγουστ"
).split()
PREFIXES = [
    ("", 10),
    ("Παπα", 3),
    ("Χατζη", 2),
    ("Καρα", 2),
    ("Μαυρο", 1),
    ("Κοντο", 1),
    ("Παλαιο", 0.5),
    ("Δελη", 0.5),
]
ENDINGS = ["όπουλος", "ίδης", "άκης", "έας", "άτος", "ούλης", "ούδης", "έλης", "άκος", "ιάδης", "ίου", "άς"]
LATIN = [
    (
        "Arben Genti Ilir Besmir Altin Dritan Elira Mirela Anila Valbona",
        "Hoxha Shehu Gjoka Prifti Leka Dervishi Meta Kola Basha Duka Marku Toska Zeneli Rama Hysi Balla",
    ),
    (
        "Sabine Thomas Claire James Emily Luca Anna Piotr",
        "Keller Weber Dubois Murray Carter Ferri Kowalska Nowak Fischer Martin Rossi Clarke Jensen",
    ),
    (
        "Ion Mihai Elena Vasile",
        "Popescu Ionescu Dumitru Stan Radu Munteanu Stoica Marin Lungu Rusu Ciobanu Matei",
    ),
    ("Imran Bilal Asif Rehana", "Khan Ahmad Malik Butt Chaudhry Iqbal Mirza Raza Hussain Aslam"),
]
CYRILLIC = ("Олег Ирина Тамара Виктор Галина Мария", "Кузнецов Бондаренко Смирнова Ткаченко Димитров Попова")
ARABIC = ("يوسف مريم حسن", "الخطيب حداد نجار")

# Bulk patients are never born on these days: they are the planted patients' own.
RESERVED_DATES = {
    "1931-02-28",
    "1952-02-29",
    "1958-07-04",
    "1964-11-12",
    "1970-01-13",
    "1987-03-09",
    "1999-12-31",
    "2000-02-29",
    "2009-09-09",
    "2026-11-25",
    "1926-11-25",
    "1943-10-05",
    "1943-05-10",
}


def strip_marks(text: str) -> str:
    """The text without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def feminine(name: str) -> str:
    """The female form of a male surname."""
    plain = strip_marks(name)
    if plain.endswith("οπουλος"):
        return name[:-7] + "οπούλου"
    for male, female in (
        ("ίδης", "ίδου"),
        ("ΐδης", "ΐδου"),
        ("άδης", "άδου"),
        ("ης", "η"),
        ("ής", "ή"),
        ("άς", "ά"),
        ("έας", "έα"),
        ("ας", "α"),
        ("ός", "ού"),
        ("άκος", "άκου"),
        ("άτος", "άτου"),
        ("ος", "ου"),
    ):
        if name.endswith(male):
            return name[: -len(male)] + female
    return name


def latin(text: str) -> str:
    """A rough Latin spelling, for e-mail addresses only."""
    table = dict(zip("αβγδεζηθικλμνξοπρστυφχψως", "avgdezi8iklmnxoprstyfhpos", strict=True))
    out = []
    for letter in strip_marks(text).lower():
        c = table.get(letter, letter).replace("8", "th")
        if c.isascii() and c.isalnum():
            out.append(c)
    return "".join(out) or "patient"


def luhn_digit(digits: str) -> str:
    total = 0
    for i, c in enumerate(reversed(digits)):
        n = int(c)
        if i % 2 == 0:
            n = n * 2 - 9 if n > 4 else n * 2
        total += n
    return str(-total % 10)


def national(birth_iso: str, serial: int) -> str:
    y, m, d = birth_iso.split("-")
    body = f"{d}{int(m) + 40:02d}{y[2:]}{serial:04d}"
    return body + luhn_digit(body)


# ------------------------------------------------------------------------------------------------ planted patients
# key, first, last, birth, mobile, home, file number, national (serial or None)
_PLANTED = """
cy-shevchenko-orysia|Орися|Шевченко|1979-04-17|6920000101||C101|
cy-shevchenko-ostap|Остап|Шевченко|1976-09-02|6920000102||C102|
cy-scherbakova|Наталья|Щербакова|1988-08-21|6920000103||C103|
cy-elkin|Пётр|Ёлкин|1961-05-30|6920000104||C104|
cy-dordevic|Ђорђе|Ђорђевић|1971-03-03|6920000105||C105|
cy-georgiev|Добрин|Желязков|1959-12-12|6920000106||C106|
cy-tsvetkova|Яна|Цветкова|1994-06-18|6920000107||C107|
cy-yevhenia|Євгенія|Їжакевич|1983-01-29|6920000108||C108|
cy-latin-shevchenko|Yaryna|Shevchenko|1990-10-10|6920000109||C109|
cy-zhukov|Юрий|Жуковский|1955-02-07|6920000110||C110|
ar-hassan|محمد|الحسن|1985-05-05|6920000201||A201|
ar-zahra|سلمى|الزهراوي|1992-07-14|6920000202||A202|
ar-abdallah|أحمد|عبد الله|1978-11-23|6920000203||A203|
ar-marks|خَالِد|مَنصُور|1969-01-19|6920000204||A204|
ar-persian|گلنار|پهلوان|1996-03-21|6920000205||A205|
he-levi|נועה|לוי|1986-04-04|6920000206||A206|
zh-wang|小明|王|1990-02-15|6920000301||Z301|
zh-li|苗|李|1991-08-08|6920000302||Z302|
zh-ouyang|修文|欧阳|1974-10-01|6920000303||Z303|
zh-chen|大文|陳|1968-06-06|6920000304||Z304|
ja-yamada|花子|山田|1982-12-24|6920000305||Z305|
ko-kim|민준|김|1999-09-19|6920000306||Z306|
al-cela|Shpëtim|Çela|1966-04-25|6920000401||L401|
al-permeti|Ëngjëll|Përmeti|1973-07-07|6920000402||L402|
al-xhaferi|Besnik|Xhaferi|1980-01-31|6920000403||L403|
al-gjergji|Ndoc|Gjergjaj|1957-11-28|6920000404||L404|
al-dhima|Dhurata|Dhimarko|1989-05-16|6920000405||L405|
al-greek-spelling|Σπετίμ|Τσέλα|1966-04-25|6920000406||L406|
vi-nguyen|Thị Hồng|Nguyễn|1987-06-11|6920000501||V501|
vi-dang|Văn Minh|Đặng|1963-09-27|6920000502||V502|
vi-tran|Đức|Trần|1995-12-05|6920000503||V503|
vi-pham|Ngọc Ánh|Phạm|1998-02-03|6920000504||V504|
pl-lukasiewicz|Ziemowit|Łukasiewicz|1977-03-15|6920000601||P601|
pl-zolkowska|Małgorzata|Żółkowska|1984-10-22|6920000602||P602|
pl-swiecicki|Wojciech|Święcicki|1960-08-13|6920000603||P603|
pl-cwik|Błażej|Ćwik|1993-04-09|6920000604||P604|
cz-dvorak|Jiří|Dvořáček|1970-12-01|6920000605||P605|
de-vondermuehlen|Jürgen|von der Mühlen|1954-05-18|+4917139200100||D701|
de-mueller|Björn|Müller|1981-07-23|+4917139200101||D702|
de-mueller-ue|Beate|Mueller|1972-02-14|+4917139200102||D703|
de-groessmann|Käthe|Größmann|1949-11-09|+4917139200103||D704|
de-weiss|Jörg|Weiß|1967-09-30|+4917139200104||D705|
sv-aberg|Åsa|Åberg|1985-01-06|6920000706||D706|
dk-sorensen|Søren|Sørensen|1962-06-26|6920000707||D707|
tr-isik|Ayşegül|Işık|1990-11-03|6920000801||T801|
tr-yildiz|İbrahim|Yıldızoğlu|1975-08-19|6920000802||T802|
tr-caglar|Gökçe|Çağlar|1988-12-30|6920000803||T803|
tr-ince|Nazım|İnceoğlu|1953-03-28|6920000804||T804|
ie-obrien|Siobhán|O'Brien|1983-03-17|+447700900101||F901|
ie-oconnor|Aoife|O’Connor|1991-05-02|+447700900102||F902|
it-dangelo|Elio|D'Angelo|1979-10-08|6920000903||F903|
fr-lecuyer|François|L'Écuyer|1965-07-14|+33639980101||F904|
fr-ndiaye|Aminata|N’Diaye|1996-04-04|+33639980102||F905|
fr-saintexupere|Hélène|Saint-Éxupière|1958-07-04|+33639980103||F906|
sc-mcallister|Fiona|McAllister|1974-01-25|+447700900107||F907|
it-delloglio|Chiara|Dell'Oglio|1987-09-12|6920000908||F908|
two-wu|Li|Wu|1992-01-22|6920001001||W1|
two-ng|Yu|Ng|1984-07-29|6920001002||W2|
two-li|Ου|Λι|1990-09-09|6920001003||W3|
two-io|Ηώ|Βώκου|2001-05-08|6920001004||W4|
two-ro|Αν|Ρω|1968-10-17|6920001005||W5|
two-ho|Bo|Ek|1951-06-02|6920001006||W6|
part-ntekastro|Ισαβέλλα|ντε Κάστρο|1986-08-06|6920001101||R1|
part-vanderzwaan|Pieter|van der Zwaan|1959-04-30|6920001102||R2|
part-ntelakrouz|Ρομπέρτο|Ντε Λα Κρουζ|1977-12-19|6920001103||R3|
part-vondutt|Greta|von Duttenhofer|1946-02-11|6920001104||R4|
part-vandenheuvel|Lieke|van den Heuvel|1993-11-11|6920001105||R5|
part-dasilva|Tiago|da Silva Penhasco|1982-05-21|6920001106||R6|
part-elmasri|Σαμίρ|Ελ-Μάσρι|1971-09-05|6920001107||R7|
part-delaportas|Ανδρέας|Δε Λαπόρτας|1950-03-12|6920001108||R8|
title-zampetidis|Πλάτων|Δρ. Ζαμπετίδης|1948-06-15|6920001201||H1|
title-skarpelis|Dr Όμηρος|Σκαρπέλης|1956-10-20|6920001202||H2|
title-nektarios|π. Νεκτάριος|Θεολογίτης|1944-11-09|6920001203||H3|
title-theofano|Αδελφή Θεοφανώ|Μονή Αγίας Λαύρας|1939-01-01||2100012040|H4|
title-kath|Καθ. Ρωξάνη|Υακινθίδου|1961-02-23|6920001205||H5|
maiden-zoumpoulaki|Άρτεμις|Ζουμπουλάκη (Τσαγκαράτου)|1969-05-25|6920001301||M1|
maiden-verroiou|Κλειώ|Βερροίου (το γένος Δρακουλίδη)|1972-08-09|6920001302||M2|
maiden-palamioti|Ευρυδίκη|Παλαμιώτη (πρώην Γκριτζάλη)|1985-12-13|6920001303||M3|
maiden-mourtzoukou|Μελπομένη|Μουρτζούκου σύζ. Λαλαγιάννη|1947-04-03|6920001304||M4|
twin-a1|Ερατώ|Σκανδάλη|2015-06-01|6920001401||K1401|3301
twin-a2|Ευτέρπη|Σκανδάλη|2015-06-01|6920001401||K1402|3302
twin-b1|Κάστωρ|Δεληβορριάς|2011-03-14|6920001402||K1403|
twin-b2|Πολυδεύκης|Δεληβορριάς|2011-03-14|6920001402||K1404|
mum-mother|Ανδρομάχη|Τσουκαλίδου|1984-02-20|6920001500|2100015000|K1500|
mum-child1|Αστυάναξ|Χρυσοβέργης|2008-01-05|6920001500||K1501|
mum-child2|Λήδα|Χρυσοβέργη|2010-04-06|6920001500||K1502|
mum-child3|Φαίδρα|Χρυσοβέργη|2012-07-07|6920001500||K1503|
mum-child4|Πρίαμος|Χρυσοβέργης|2014-10-08|6920001500||K1504|
mum-child5|Έκτωρ|Χρυσοβέργης|2017-12-09|6920001500||K1505|
swap-1a|Αλκιβιάδης|Μπιζιμόπουλος|1963-03-23|6920001601||X1|
swap-1b|Μπιζιμόπουλος|Αλκιβιάδης|1963-03-23|6920001601||X2|
swap-2a|Πέτρος|Σταύρακας|1955-09-15|6920001602||X3|
swap-2b|Σταύρακας|Πέτρος|1955-09-15|||X4|
swap-3a|Θωμάς|Αργύρης-Λουκάς|1980-10-30|6920001603||X5|
swap-3b|Αργύρης-Λουκάς|Θωμάς|1980-10-30|6920001603||X6|
swap-4a|Anna|Zelenskaya|1979-05-12|6920001604||X7|
swap-4b|Zelenskaya|Anna|1979-05-12|6920001604||X8|
short-dimitris|Δημήτρης|Ζουγανέρης|1966-10-26|6920001701||N1|
short-dimitrios|Δημήτριος|Ζουγανέρης|1966-10-26|6920001701||N2|
short-giannis|Γιάννης|Κλωναρίδης|1974-01-07|6920001702||N3|
short-ioannis|Ιωάννης|Κλωναρίδης|1974-01-07|6920001703||N4|
short-kostas|Κώστας|Φλαμπουράρης|1959-05-21|6920001704||N5|
short-konstantinos|Κωνσταντίνος|Φλαμπουράρης|1959-05-21|||N6|
short-nikos|Νίκος|Τσιρώνης|1981-12-06|6920001705||N7|
short-nikolaos|Νικόλαος|Τσιρώνης|1981-12-06|6920001705||N8|
short-sakis|Σάκης|Πιτσινέλης|1970-05-02|6920001706||N9|
short-athanasios|Αθανάσιος|Πιτσινέλης|1970-05-02|6920001707||N10|
short-lena|Λένα|Γιαμαλίδου|1989-05-21|6920001708||N11|
short-eleni|Ελένη|Γιαμαλίδου|1989-05-21|6920001708||N12|
short-manolis|Μανώλης|Βουρλιωτάκης|1952-12-26|6920001709||N13|
short-emmanouil|Εμμανουήλ|Βουρλιωτάκης|1952-12-26|6920001709||N14|
short-katerina|Κατερίνα|Ξεσφύγγη|1978-11-25|6920001710||N15|
short-vangelis|Βαγγέλης|Ντρίτσας|1964-03-25|6920001711||N16|
short-tasos|Τάσος|Ρηγανέλης|1983-01-22|6920001712||N17|
short-popi|Πόπη|Ζγουρίδου|1957-06-08|6920001713||N18|
short-bampis|Μπάμπης|Ψιλόγλου|1969-02-10|6920001714||N19|
short-lefteris|Λευτέρης|Ομηρόλης|1976-12-15|6920001715||N20|
typo-tzivanidis|Ραφαέλα|Τζιβανίδου|1990-04-18|6920001801||Y1|
typo-tzivanidi|Ραφαέλα|Τζηβανίδου|1990-04-18|6920001801||Y2|
typo-kalampokas|Ιερώνυμος|Καλαμποκάς|1951-08-01|6920001802||Y3|
typo-xenofontidis|Τηλέμαχος|Ξενοφωντίδης|1967-07-20|6920001803||Y4|
typo-mpournazos|Ερμής|Μπουρναζός|1986-03-30|6920001804||Y5|
sigma-caps|ΛΕΑΝΔΡΟΣ|ΣΚΑΡΛΑΤΟΣ|1942-09-14|6920001901||G1|
sigma-wrong|Ξενοφώντασ|Θαλασσινόσ|1958-01-16|6920001902||G2|
dial-mailis|Ερρίκος|Μαΐλης|1973-10-03|6920001903||G3|
dial-gaitanidis|Ηρώ|Γαϊτανίδου|1995-07-26|6920001904||G4|
dial-tayget|Μενέλαος|Ταΰγετος|1960-05-09|6920001905||G5|
dial-kaiafa|Ροδάνθη|ΚΑΪΑΦΑ|1937-12-22|6920001906||G6|
nfd-ypsilanti|\u03a6\u03b9\u03bb\u03b9\u03c9\u0301|Υψηλα\u0301ντη-Ρο\u0301δου|1992-02-29|6920001907||G7|
mixed-katomeris|Aρίων|Kατωμέρης|1975-04-11|6920001908||G8|
nbsp-doukas|Νέστωρ|Δουκάκης\u00a0 Βατάτζης|1949-03-19|6920001909||G9|
polytonic|Ἀγησίλαος|Ἡλιάδας|1932-06-24|6920001910||G10|
num-raptopoulos|Αίας|Γκιουλέκας Β΄|1965-11-02|6920002001||U1|
num-laskaris|Ισίδωρος|Λασκαράτος ο Γ'|1953-07-17|6920002002||U2|
num-kontogeorgis|Μάρκος|Κοντοσταύλης (του Ιωάννη)|1968-04-25|6920002003||U3|
num-kontogeorgis2|Μάρκος|Κοντοσταύλης (του Πέτρου)|1970-04-25|6920002004||U4|
long-1|Μαρία-Αλεξάνδρα-Ευφροσύνη-Χρυσοβαλάντω|Παπαχατζηκωνσταντινοπουλογιαννακοπούλου-Καραθεοδωροχαραλαμποπούλου|1988-06-30|6920002101||E1|
long-2|Friedegundehildegard|Oberunterwaldstettenbachmühlhausenwiesengrund|1936-08-28|6920002102||E2|
long-3|Ana Lucía de los Ángeles|Fernández de Córdoba y Valdivieso-Montenegro|1971-11-18|6920002103||E3|
day-kyriaki|Κυριακή|Σαββάτη|1954-07-07|6920002201||J1|
day-paraskevi|Παρασκευή|Αυγούστου|1962-07-26|6920002202||J2|
day-savvas|Σάββας|Κυριακούλης|1977-12-05|6920002203||J3|
day-mai|Αύγουστος|Μάιος|1946-08-15|6920002204||J4|
day-marina|Marina|Monitor|1985-07-17|6920002205||J5|
geo-geor|Άλκης|Γεωρ|1980-04-23|6920002301||O1|
geo-georgiouli|Διώνη|Γεωργίουλα|1991-04-23|6920002302||O2|
num-file70|Κίμων|Αβραμόπουλας|1970-01-13|6920002401||70|1101
num-file1821|Ασπασία|Μπουμπούλη|1952-02-29|6920002402||1821|1102
num-filedate|Περσέας|Λυμπέρης|1999-12-31|6920002403||13011970|1103
num-filephone|Ναυσικά|Ευριπιώτη|1987-03-09|6920002404||6920002405|1104
num-phone|Θησέας|Ευριπίδης|1964-11-12|6920002405|2100024050|O6|1105
num-amkalook|Ιππολύτη|Βέροια|2000-02-29|6920002406||A-0417|1106
num-greekfile|Ιππόλυτος|Βεροιώτης|1931-02-28|6920002407||Α-0418|1107
phone-spaced|Καλυψώ|Ηραιώτη|1943-10-05|692 000 2501|210 00 25 010|O8|1108
phone-plus|Γλαύκος|Ηραιώτης|1943-05-10|+30 692 000 2502||O9|1109
phone-00|Ιοκάστη|Ηραίου|2009-09-09|00306920002503||O10|1110
phone-land|Λυσίμαχος|Αρκαδινός|1926-11-25||2310025040|O11|1111
phone-uk|Gareth|Llewelyn-Pryce|1968-03-01|+447700900250||O12|
baby-new|Αρτούρος|Βρεφίδης|2026-11-25|6920002506||O13|1112
dup-typo-phone|Ευρύκλεια|Δαμασκηνάκη|1956-05-06|6920002507||O14|1113
""".strip().split("\n")


def specials() -> list[Invented]:
    """The planted patients, in their own order."""
    out: list[Invented] = []
    for line in _PLANTED:
        key, first, last, birth, mobile, home, file_number, serial = line.split("|")
        out.append(
            {
                "key": "S-" + key,
                "first_name": first,
                "last_name": last,
                "birth_date": birth,
                "mobile_phone": mobile or None,
                "home_phone": home or None,
                "file_number": file_number,
                "national_number": national(birth, int(serial)) if serial else None,
                "email": f"p{len(out):03d}@example.com",
            }
        )
    return out


def _cumulative(weights: Sequence[float]) -> list[float]:
    return list(accumulate(weights))


def _bulk(n: int) -> Iterator[Invented]:  # noqa: C901 - one patient is made of many chances
    rng = random.Random(SEED)  # noqa: S311
    males, male_weights = zip(*MALE, strict=True)
    females, female_weights = zip(*FEMALE, strict=True)
    common, common_weights = zip(*COMMON, strict=True)
    prefixes, prefix_weights = zip(*PREFIXES, strict=True)
    common_share = sum(common_weights) / 1000
    used_phones: set[str] = set()
    serials: dict[str, int] = {}
    day_zero = datetime.date(2026, 11, 24)

    male_cum, female_cum = _cumulative(male_weights), _cumulative(female_weights)
    common_cum, prefix_cum = _cumulative(common_weights), _cumulative(prefix_weights)

    def surname() -> str:
        if rng.random() < common_share:
            return str(rng.choices(common, cum_weights=common_cum)[0])
        name = rng.choices(prefixes, cum_weights=prefix_cum)[0]
        stem = rng.choice(STEMS)
        return (name + stem.lower() if name else stem) + rng.choice(ENDINGS)

    def phone(starts: Sequence[str], length: int) -> str:
        while True:
            number = rng.choice(starts)
            number += "".join(rng.choice("0123456789") for _ in range(length - len(number)))
            if number not in used_phones and not number.startswith("692000"):
                used_phones.add(number)
                return number

    def written(number: str) -> str:
        chance = rng.random()
        if chance < 0.94:
            return number
        if chance < 0.96:
            return f"+30 {number[:3]} {number[3:]}"
        if chance < 0.98:
            return f"{number[:3]} {number[3:6]} {number[6:]}"
        return "0030" + number

    last_mobile: str | None = None
    for i in range(n):
        kind = rng.random()
        woman = rng.random() < 0.52
        if kind < 0.965:
            first = rng.choices(females if woman else males, cum_weights=female_cum if woman else male_cum)[0]
            if rng.random() < 0.04:
                first = SHORT.get(first, first)
            if rng.random() < 0.015:
                second = rng.choices(
                    females if woman else males, cum_weights=female_cum if woman else male_cum
                )[0]
                first = first if first == second else first + rng.choice("- ") + second
            last = surname()
            double = rng.random() < (0.03 if woman else 0.025)
            other = None
            if double:
                other = "Παπαδόπουλος" if rng.random() < 0.15 else surname()
                if strip_marks(other) == strip_marks(last):
                    other = None
            if woman:
                last, other = feminine(last), other and feminine(other)
            if other:
                last = f"{last}-{other}" if rng.random() < 0.85 else f"{last} {other}"
            if rng.random() < 0.005:
                first, last = strip_marks(first).upper(), strip_marks(last).upper()
        elif kind < 0.997:
            firsts, lasts = rng.choice(LATIN)
            first, last = rng.choice(firsts.split()), rng.choice(lasts.split())
        elif kind < 0.999:
            first, last = (rng.choice(x.split()) for x in CYRILLIC)
        else:
            first, last = (rng.choice(x.split()) for x in ARABIC)
        birth = None
        while rng.random() < 0.985 or birth in RESERVED_DATES:
            age_days = int(rng.betavariate(1.7, 1.6) * 36000)
            birth = (day_zero - datetime.timedelta(days=age_days)).isoformat()
            if birth not in RESERVED_DATES:
                break
        mobile = None
        if rng.random() < 0.9:
            mobile = (
                last_mobile if last_mobile and rng.random() < 0.03 else written(phone(("692", "696"), 10))
            )
            last_mobile = mobile
        home = written(phone(("2100", "23100"), 10)) if rng.random() < 0.35 else None
        amka = None
        if birth and rng.random() < 0.82:
            serial = serials.get(birth, 2000 + rng.randrange(500)) + 1
            serials[birth] = serial
            amka = national(birth, serial)
        yield {
            "key": f"B{i + 1:07d}",
            "first_name": first,
            "last_name": last,
            "birth_date": birth,
            "mobile_phone": mobile,
            "home_phone": home,
            "file_number": str(100001 + i) if rng.random() < 0.93 else None,
            "national_number": amka,
            "email": f"{latin(first)}.{latin(last)}{i}@example.com" if rng.random() < 0.4 else None,
        }


def patients(n: int) -> Iterator[Invented]:
    """n patients: the planted ones evenly among the rest. n must be at least twice the number planted."""
    planted = specials()
    step = n // len(planted)
    bulk = _bulk(n - len(planted))
    left = list(reversed(planted))
    for i in range(n):
        if left and i % step == step // 2:
            yield left.pop()
        else:
            yield next(bulk)
