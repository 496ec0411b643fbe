<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="el_GR" sourcelanguage="en_GB">
<context>
    <name>AppointmentStrip</name>
    <message>
        <source>Chosen appointment</source>
        <translation>Επιλεγμένο ραντεβού</translation>
    </message>
    <message>
        <source>All that can be done</source>
        <translation>Όλες οι ενέργειες</translation>
    </message>
</context>
<context>
    <name>BreaksTable</name>
    <message>
        <source>Breaks</source>
        <translation>Διαλείμματα</translation>
    </message>
    <message>
        <source>Add &amp;break</source>
        <translation>Προσθήκη διαλεί&amp;μματος</translation>
    </message>
    <message>
        <source>Break {number}, from</source>
        <translation>Διάλειμμα {number}, από</translation>
    </message>
    <message>
        <source>Break {number}, to</source>
        <translation>Διάλειμμα {number}, έως</translation>
    </message>
    <message>
        <source>Break {number}, name</source>
        <translation>Διάλειμμα {number}, όνομα</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Όνομα</translation>
    </message>
    <message>
        <source>Remove this break</source>
        <translation>Αφαίρεση αυτού του διαλείμματος</translation>
    </message>
    <message>
        <source>Remove break {number}</source>
        <translation>Αφαίρεση διαλείμματος {number}</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>to {time}</source>
        <translation>ως {time}</translation>
    </message>
    <message>
        <source>day over</source>
        <translation>τέλος ημέρας</translation>
    </message>
    <message>
        <source>back {time}</source>
        <translation>ξανά {time}</translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation>από {time}</translation>
    </message>
    <message>
        <source>no-show</source>
        <translation>δεν ήρθε</translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation>για έγκριση</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} ω.</translation>
    </message>
    <message>
        <source>{minutes}'</source>
        <translation>{minutes}'</translation>
    </message>
    <message>
        <source>late {minutes}</source>
        <translation>άργησε {minutes}</translation>
    </message>
    <message>
        <source>in room {minutes}</source>
        <translation>μέσα {minutes}</translation>
    </message>
    <message>
        <source>waiting {minutes}</source>
        <translation>αναμονή {minutes}</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>διαβάζεται</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Διάλειμμα</translation>
    </message>
    <message>
        <source>Time off asked for</source>
        <translation>Ζητήθηκε άδεια</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>σε αναμονή</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>επιβεβαιωμένο</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>ήρθε</translation>
    </message>
    <message>
        <source>in the room</source>
        <translation>μέσα στο ιατρείο</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>ακυρώθηκε</translation>
    </message>
    <message>
        <source>did not come</source>
        <translation>δεν ήρθε</translation>
    </message>
    <message>
        <source>held</source>
        <translation>κρατημένο</translation>
    </message>
    <message>
        <source>Held here</source>
        <translation>Κρατημένο εδώ</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Εδώ</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Άλλο</translation>
    </message>
    <message>
        <source>held while booking</source>
        <translation>κρατημένο όσο κλείνεται</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>Ωράριο</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Κλειστό</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Δεσμευμένο</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Κλειστά</translation>
    </message>
    <message>
        <source>{minutes} min, {status}</source>
        <translation>{minutes} λεπτά, {status}</translation>
    </message>
    <message>
        <source>Click or Enter books</source>
        <translation>Κλικ ή Enter για ραντεβού</translation>
    </message>
    <message>
        <source>Outside working hours</source>
        <translation>Εκτός ωραρίου</translation>
    </message>
    <message>
        <source>Click or F1 tells why nothing can be booked here</source>
        <translation>Κλικ ή F1 λέει γιατί δεν κλείνεται εδώ ραντεβού</translation>
    </message>
    <message numerus="yes">
        <source>%n more appointments</source>
        <translation>
            <numerusform>%n ραντεβού ακόμη</numerusform>
            <numerusform>%n ραντεβού ακόμη</numerusform>
        </translation>
    </message>
    <message>
        <source>free</source>
        <translation>ελεύθερο</translation>
    </message>
    <message>
        <source>Clocks go forward</source>
        <translation>Το ρολόι πάει μπροστά</translation>
    </message>
    <message>
        <source>Clocks go back</source>
        <translation>Το ρολόι πάει πίσω</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Ημερολόγιο</translation>
    </message>
    <message>
        <source>done</source>
        <translation>ολοκληρώθηκε</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>Άλλο πρόγραμμα</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Ελεύθερο</translation>
    </message>
    <message numerus="yes">
        <source>%n doctors</source>
        <translation>
            <numerusform>%n γιατρός</numerusform>
            <numerusform>%n γιατροί</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rooms</source>
        <translation>
            <numerusform>%n αίθουσα</numerusform>
            <numerusform>%n αίθουσες</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n κενό</numerusform>
            <numerusform>%n κενά</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n κενό</numerusform>
            <numerusform>%n κενά</numerusform>
        </translation>
    </message>
    <message>
        <source>full</source>
        <translation>πλήρες</translation>
    </message>
    <message>
        <source>no hours</source>
        <translation>χωρίς ωράριο</translation>
    </message>
    <message>
        <source>Without a room</source>
        <translation>Χωρίς αίθουσα</translation>
    </message>
    <message>
        <source>On the list to rebook: call the patient</source>
        <translation>Στη λίστα προς μεταφορά: καλέστε τον ασθενή</translation>
    </message>
    <message>
        <source>to rebook</source>
        <translation>προς μεταφορά</translation>
    </message>
    <message>
        <source>⚠ Warning for the desk: {warning}</source>
        <translation>⚠ Προσοχή για τη γραμματεία: {warning}</translation>
    </message>
</context>
<context>
    <name>CalendarBar</name>
    <message>
        <source>How many days are shown</source>
        <translation>Πόσες ημέρες φαίνονται</translation>
    </message>
</context>
<context>
    <name>CalendarHead</name>
    <message>
        <source>Today, {day}</source>
        <translation>Σήμερα, {day}</translation>
    </message>
</context>
<context>
    <name>CalendarMessages</name>
    <message>
        <source>No hours on these days. Look at others with Alt+← and Alt+→.</source>
        <translation>Καμία ώρα εργασίας αυτές τις ημέρες. Δείτε άλλες με Alt+← και Alt+→.</translation>
    </message>
    <message>
        <source>No appointment on these days, and no free time for the chosen service.</source>
        <translation>Κανένα ραντεβού αυτές τις ημέρες και καμία ελεύθερη ώρα για την υπηρεσία που επιλέξατε.</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Διαβάζεται …</translation>
    </message>
    <message>
        <source>These days could not be read.</source>
        <translation>Αυτές οι ημέρες δεν διαβάστηκαν.</translation>
    </message>
    <message>
        <source>These days were not read yet, and the database does not answer. They appear when it does.</source>
        <translation>Αυτές οι ημέρες δεν διαβάστηκαν ακόμη και η βάση δεν απαντά. Θα φανούν μόλις απαντήσει.</translation>
    </message>
    <message>
        <source>Offline since {time}. The calendar shows what was last read; nothing can be booked until the database answers. The program goes on trying by itself.</source>
        <translation>Εκτός σύνδεσης από τις {time}. Το ημερολόγιο δείχνει ό,τι διαβάστηκε τελευταίο· δεν κλείνεται ραντεβού ώσπου να απαντήσει η βάση. Το πρόγραμμα προσπαθεί μόνο του.</translation>
    </message>
    <message numerus="yes">
        <source>This computer's clock is %n minutes off; the clinic's clock decides.</source>
        <translation>
            <numerusform>Το ρολόι αυτού του υπολογιστή διαφέρει κατά %n λεπτό· μετράει το ρολόι της κλινικής.</numerusform>
            <numerusform>Το ρολόι αυτού του υπολογιστή διαφέρει κατά %n λεπτά· μετράει το ρολόι της κλινικής.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Cancel appointment</source>
        <translation>Ακύρωση ραντεβού</translation>
    </message>
    <message>
        <source>Turn the request down</source>
        <translation>Απόρριψη αιτήματος</translation>
    </message>
    <message>
        <source>Tu&amp;rn down</source>
        <translation>Α&amp;πόρριψη</translation>
    </message>
    <message>
        <source>The &amp;patient asked for it</source>
        <translation>Το ζήτησε ο &amp;ασθενής</translation>
    </message>
    <message>
        <source>The &amp;doctor cannot come</source>
        <translation>Δεν μπορεί ο &amp;γιατρός</translation>
    </message>
    <message>
        <source>It was booked by &amp;mistake</source>
        <translation>Κλείστηκε κατά λά&amp;θος</translation>
    </message>
    <message>
        <source>&amp;Other:</source>
        <translation>Ά&amp;λλο:</translation>
    </message>
    <message>
        <source>Press once more to turn it down all the same.</source>
        <translation>Πατήστε ξανά για να απορριφθεί παρ’ όλα αυτά.</translation>
    </message>
    <message>
        <source>Press once more to cancel it all the same.</source>
        <translation>Πατήστε ξανά για να ακυρωθεί παρ’ όλα αυτά.</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>Με δικά σας λόγια</translation>
    </message>
    <message>
        <source>Reason in your own words</source>
        <translation>Αιτία με δικά σας λόγια</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Να μείνει</translation>
    </message>
    <message>
        <source>&amp;Cancel appointment</source>
        <translation>Α&amp;κύρωση ραντεβού</translation>
    </message>
    <message>
        <source>The &amp;doctor is not available</source>
        <translation>Ο &amp;γιατρός δεν είναι διαθέσιμος</translation>
    </message>
    <message>
        <source>&amp;Another time was agreed</source>
        <translation>&amp;Συμφωνήθηκε άλλη ώρα</translation>
    </message>
    <message>
        <source>It was asked for by &amp;mistake</source>
        <translation>Ζητήθηκε κατά λά&amp;θος</translation>
    </message>
    <message>
        <source>Say why: choose a reason or write one.</source>
        <translation>Πείτε γιατί: επιλέξτε ή γράψτε μια αιτία.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>ηη/μμ/εεεε</translation>
    </message>
</context>
<context>
    <name>DayChoice</name>
    <message>
        <source>Copy hours</source>
        <translation>Αντιγραφή ωραρίου</translation>
    </message>
    <message>
        <source>{day} (has hours then)</source>
        <translation>{day} (έχει ήδη ωράριο)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Αντιγραφή</translation>
    </message>
</context>
<context>
    <name>DaySpan</name>
    <message>
        <source>&amp;Whole days</source>
        <translation>&amp;Ολόκληρες ημέρες</translation>
    </message>
    <message>
        <source>These hours on &amp;each day</source>
        <translation>Αυτές οι ώρες κάθε η&amp;μέρα</translation>
    </message>
    <message>
        <source>&amp;First day</source>
        <translation>&amp;Πρώτη ημέρα</translation>
    </message>
    <message>
        <source>&amp;Last day</source>
        <translation>&amp;Τελευταία ημέρα</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>&amp;Από</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>Έ&amp;ως</translation>
    </message>
    <message>
        <source>the same day</source>
        <translation>ίδια ημέρα</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>Η τελευταία ημέρα είναι πριν από την πρώτη.</translation>
    </message>
    <message>
        <source>That is more than a year: write a shorter time.</source>
        <translation>Είναι πάνω από έναν χρόνο: γράψτε μικρότερο διάστημα.</translation>
    </message>
    <message>
        <source>The end has to come after the start.</source>
        <translation>Το τέλος πρέπει να είναι μετά την αρχή.</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Λεπτομέρειες</translation>
    </message>
    <message>
        <source>Click an appointment to see it, or a grey minute to learn why not. In the calendar, Space shows the appointment that is framed, and F1 says why not.</source>
        <translation>Κάντε κλικ σε ένα ραντεβού για να το δείτε, ή σε ένα γκρίζο λεπτό για να μάθετε γιατί όχι. Στο ημερολόγιο, το πλήκτρο διαστήματος δείχνει το ραντεβού που έχει πλαίσιο και το F1 λέει γιατί όχι.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Χώρος</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Τιμή</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Σημειώσεις</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Αιτία</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>Περιμένει έγκριση</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Επιβεβαιωμένο</translation>
    </message>
    <message>
        <source>Arrived at {time}</source>
        <translation>Ήρθε στις {time}</translation>
    </message>
    <message>
        <source>In the room since {time}</source>
        <translation>Μέσα από τις {time}</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Ακυρώθηκε</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Δεν ήρθε</translation>
    </message>
    <message>
        <source>Being booked</source>
        <translation>Κλείνεται τώρα</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Ολοκληρώθηκε</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Δεσμευμένο</translation>
    </message>
    <message>
        <source>Patient card</source>
        <translation>Καρτέλα ασθενή</translation>
    </message>
    <message>
        <source>Warning for the desk</source>
        <translation>Προσοχή για τη γραμματεία</translation>
    </message>
</context>
<context>
    <name>ExceptionForm</name>
    <message>
        <source>&amp;Block time</source>
        <translation>Απο&amp;κλεισμός χρόνου</translation>
    </message>
    <message>
        <source>&amp;Open time</source>
        <translation>Ά&amp;νοιγμα χρόνου</translation>
    </message>
    <message>
        <source>Rea&amp;son</source>
        <translation>Α&amp;ιτία</translation>
    </message>
    <message>
        <source>Ser&amp;vice</source>
        <translation>&amp;Υπηρεσία</translation>
    </message>
    <message>
        <source>&amp;Place</source>
        <translation>Παράρτ&amp;ημα</translation>
    </message>
    <message>
        <source>Roo&amp;m</source>
        <translation>Αίθου&amp;σα</translation>
    </message>
    <message>
        <source>Like the &amp;hours of</source>
        <translation>Όπως το ωρά&amp;ριο</translation>
    </message>
    <message>
        <source>So&amp;urce</source>
        <translation>Προέ&amp;λευση</translation>
    </message>
    <message>
        <source>Shown on the calendar</source>
        <translation>Φαίνεται στο ημερολόγιο</translation>
    </message>
    <message>
        <source>Every service</source>
        <translation>Κάθε υπηρεσία</translation>
    </message>
    <message>
        <source>Every place</source>
        <translation>Κάθε παράρτημα</translation>
    </message>
    <message>
        <source>Every room</source>
        <translation>Κάθε αίθουσα</translation>
    </message>
    <message>
        <source>None: every 30 minutes</source>
        <translation>Κανένα: κάθε 30 λεπτά</translation>
    </message>
    <message>
        <source>{name} (not in use)</source>
        <translation>{name} (δεν χρησιμοποιείται)</translation>
    </message>
</context>
<context>
    <name>ExceptionList</name>
    <message>
        <source>Blocked</source>
        <translation>Αποκλεισμένο</translation>
    </message>
    <message>
        <source>Blocked and opened time</source>
        <translation>Αποκλεισμένος και ανοιχτός χρόνος</translation>
    </message>
    <message>
        <source>Clinic closed</source>
        <translation>Ιατρείο κλειστό</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Για</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ανοιχτό</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Αιτία</translation>
    </message>
    <message>
        <source>Time off</source>
        <translation>Άδεια</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Τι</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Πότε</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>όλα</translation>
    </message>
    <message>
        <source>{kind} (older form)</source>
        <translation>{kind} (παλιά μορφή)</translation>
    </message>
</context>
<context>
    <name>ExceptionsWindow</name>
    <message>
        <source>Blocked and opened time</source>
        <translation>Αποκλεισμένος και ανοιχτός χρόνος</translation>
    </message>
    <message>
        <source>&amp;New entry</source>
        <translation>Νέα ε&amp;γγραφή</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Διαγραφή</translation>
    </message>
    <message>
        <source>S&amp;ave</source>
        <translation>Απο&amp;θήκευση</translation>
    </message>
    <message>
        <source>This block is time off: decide the request instead.</source>
        <translation>Αυτός ο αποκλεισμός είναι άδεια: κρίνετε το αίτημα.</translation>
    </message>
    <message>
        <source>This block is a closure of the clinic: change the closure instead.</source>
        <translation>Αυτός ο αποκλεισμός ανήκει σε αργία ή κλειστό χώρο του ιατρείου: αλλάξτε εκείνο.</translation>
    </message>
    <message>
        <source>This entry is of the older kind and is only shown.</source>
        <translation>Αυτή η εγγραφή είναι του παλιού είδους και μόνο φαίνεται.</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Διαγραφή</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Να μείνει</translation>
    </message>
    <message>
        <source>Nothing is saved yet. Look at who is affected, then save once more.</source>
        <translation>Δεν αποθηκεύτηκε ακόμη τίποτα. Δείτε ποιοι επηρεάζονται και αποθηκεύστε ξανά.</translation>
    </message>
    <message numerus="yes">
        <source>Without this, %n appointments would lie outside hours: see the list.</source>
        <translation>
            <numerusform>Χωρίς αυτό, %n ραντεβού θα έμενε εκτός ωραρίου: δείτε τη λίστα.</numerusform>
            <numerusform>Χωρίς αυτό, %n ραντεβού θα έμεναν εκτός ωραρίου: δείτε τη λίστα.</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved at {time}</source>
        <translation>Αποθηκεύτηκε στις {time}</translation>
    </message>
    <message>
        <source>Show what stands</source>
        <translation>Τι ισχύει</translation>
    </message>
    <message>
        <source>Saving again makes a new entry.</source>
        <translation>Νέα αποθήκευση κάνει νέα εγγραφή.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Αποθηκεύεται…</translation>
    </message>
    <message>
        <source>You may look at these entries, not change them.</source>
        <translation>Μπορείτε να δείτε αυτές τις εγγραφές, όχι να τις αλλάξετε.</translation>
    </message>
    <message>
        <source>A new entry</source>
        <translation>Νέα εγγραφή</translation>
    </message>
    <message>
        <source>Changes are not saved</source>
        <translation>Οι αλλαγές δεν έχουν αποθηκευτεί</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>Διαγράφεται…</translation>
    </message>
    <message>
        <source>Deleted at {time}</source>
        <translation>Διαγράφηκε στις {time}</translation>
    </message>
</context>
<context>
    <name>ExceptionEffect</name>
    <message>
        <source>No appointment is affected by this</source>
        <translation>Κανένα ραντεβού δεν επηρεάζεται</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments are affected by this, and stay booked:</source>
        <translation>
            <numerusform>%n ραντεβού επηρεάζεται και μένει κλεισμένο:</numerusform>
            <numerusform>%n ραντεβού επηρεάζονται και μένουν κλεισμένα:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>Keys</source>
        <translation>Πλήκτρα</translation>
    </message>
    <message>
        <source>In the calendar</source>
        <translation>Στο ημερολόγιο</translation>
    </message>
    <message>
        <source>In the booking form</source>
        <translation>Στη φόρμα ραντεβού</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>From free time to free time, and to appointments</source>
        <translation>Από ελεύθερη σε ελεύθερη ώρα και στα ραντεβού</translation>
    </message>
    <message>
        <source>To the day beside</source>
        <translation>Στη διπλανή ημέρα</translation>
    </message>
    <message>
        <source>By five minutes</source>
        <translation>Ανά πέντε λεπτά</translation>
    </message>
    <message>
        <source>Ctrl+↑ ↓</source>
        <translation>Ctrl+↑ ↓</translation>
    </message>
    <message>
        <source>Book, or open the appointment</source>
        <translation>Νέο ραντεβού, ή άνοιγμα του ραντεβού</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Why not at this minute?</source>
        <translation>Γιατί όχι αυτό το λεπτό;</translation>
    </message>
    <message>
        <source>The days before and after</source>
        <translation>Οι προηγούμενες και οι επόμενες ημέρες</translation>
    </message>
    <message>
        <source>Page up, Page down</source>
        <translation>Page up, Page down</translation>
    </message>
    <message>
        <source>Take the patient who is marked, then book</source>
        <translation>Επιλογή του σημειωμένου ασθενή, μετά καταχώριση</translation>
    </message>
    <message>
        <source>Another patient in the list</source>
        <translation>Άλλος ασθενής στη λίστα</translation>
    </message>
    <message>
        <source>Earlier and later free starts</source>
        <translation>Νωρίτερες και αργότερες ελεύθερες ώρες</translation>
    </message>
    <message>
        <source>Alt+Page up, Page down</source>
        <translation>Alt+Page up, Page down</translation>
    </message>
    <message>
        <source>All day, before noon, after noon</source>
        <translation>Όλη μέρα, πριν και μετά το μεσημέρι</translation>
    </message>
    <message>
        <source>Book from the notes</source>
        <translation>Καταχώριση από τις σημειώσεις</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>{what} by {who} at {desk}</source>
        <translation>{what} · {who}, θέση: {desk}</translation>
    </message>
    <message>
        <source>{what} by {who}</source>
        <translation>{what} · {who}</translation>
    </message>
    <message>
        <source>{what} at {desk}</source>
        <translation>{what}, θέση: {desk}</translation>
    </message>
    <message>
        <source>taken back with Undo</source>
        <translation>με αναίρεση</translation>
    </message>
    <message>
        <source>the hold ran out</source>
        <translation>έληξε η δέσμευση</translation>
    </message>
    <message>
        <source>the form was closed</source>
        <translation>έκλεισε η φόρμα</translation>
    </message>
    <message>
        <source>it would never have run out</source>
        <translation>δεν θα έληγε ποτέ</translation>
    </message>
    <message>
        <source>nobody answered the request</source>
        <translation>κανείς δεν απάντησε στο αίτημα</translation>
    </message>
    <message>
        <source>the patient</source>
        <translation>ασθενής</translation>
    </message>
    <message>
        <source>the doctor</source>
        <translation>γιατρός</translation>
    </message>
    <message>
        <source>reception</source>
        <translation>υποδοχή</translation>
    </message>
    <message>
        <source>management</source>
        <translation>διεύθυνση</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>προσωπικό</translation>
    </message>
    <message>
        <source>Hold expired</source>
        <translation>Η δέσμευση έληξε</translation>
    </message>
    <message>
        <source>Request expired</source>
        <translation>Το αίτημα έληξε</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Επιβεβαιώθηκε</translation>
    </message>
    <message>
        <source>Visit ended</source>
        <translation>Η επίσκεψη τελείωσε</translation>
    </message>
    <message>
        <source>Patient removed</source>
        <translation>Ο ασθενής διαγράφηκε</translation>
    </message>
    <message>
        <source>Reminder sent</source>
        <translation>Στάλθηκε υπενθύμιση</translation>
    </message>
    <message>
        <source>Moved from {before} to {after}</source>
        <translation>Μετακινήθηκε από {before} σε {after}</translation>
    </message>
    <message>
        <source>Given to {doctor}</source>
        <translation>Δόθηκε στον γιατρό {doctor}</translation>
    </message>
    <message>
        <source>Service changed to {service}</source>
        <translation>Νέα υπηρεσία: {service}</translation>
    </message>
    <message>
        <source>Length changed to {duration}</source>
        <translation>Νέα διάρκεια: {duration}</translation>
    </message>
    <message>
        <source>Place changed to {place}</source>
        <translation>Νέος χώρος: {place}</translation>
    </message>
    <message>
        <source>Notes changed</source>
        <translation>Άλλαξαν οι σημειώσεις</translation>
    </message>
    <message>
        <source>Patient changed</source>
        <translation>Άλλαξε ο ασθενής</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Άλλαξε</translation>
    </message>
    <message>
        <source>Two patient records merged</source>
        <translation>Δύο καρτέλες ασθενών ενώθηκαν</translation>
    </message>
    <message>
        <source>Two patient records parted again</source>
        <translation>Οι καρτέλες των ασθενών χωρίστηκαν ξανά</translation>
    </message>
    <message>
        <source>Reached by phone: comes</source>
        <translation>Απάντησε στο τηλέφωνο: έρχεται</translation>
    </message>
    <message>
        <source>Not reached by phone</source>
        <translation>Δεν απάντησε στο τηλέφωνο</translation>
    </message>
    <message>
        <source>Call taken back</source>
        <translation>Η κλήση ανακλήθηκε</translation>
    </message>
    <message>
        <source>Put on the list to rebook</source>
        <translation>Μπήκε στη λίστα προς μεταφορά</translation>
    </message>
    <message>
        <source>Call taken over</source>
        <translation>Η κλήση πέρασε σε άλλον</translation>
    </message>
    <message>
        <source>Call left to the others</source>
        <translation>Η κλήση αφέθηκε στους άλλους</translation>
    </message>
    <message>
        <source>Patient called to rebook</source>
        <translation>Κλήση του ασθενή για μεταφορά</translation>
    </message>
    <message>
        <source>Patient not reached</source>
        <translation>Ο ασθενής δεν απάντησε</translation>
    </message>
    <message>
        <source>Stays where it is, in spite of what affects it</source>
        <translation>Μένει όπου είναι, παρά το εμπόδιο</translation>
    </message>
    <message>
        <source>On the list to rebook again</source>
        <translation>Ξανά στη λίστα προς μεταφορά</translation>
    </message>
    <message>
        <source>the doctor is ill</source>
        <translation>ο γιατρός είναι άρρωστος</translation>
    </message>
    <message>
        <source>the doctor is away</source>
        <translation>ο γιατρός λείπει</translation>
    </message>
    <message>
        <source>the time is blocked</source>
        <translation>ο χρόνος είναι αποκλεισμένος</translation>
    </message>
    <message>
        <source>it is closed</source>
        <translation>είναι κλειστά</translation>
    </message>
    <message>
        <source>the hours have changed</source>
        <translation>άλλαξε το ωράριο</translation>
    </message>
    <message>
        <source>What was noted of the call taken back with Undo</source>
        <translation>Η σημείωση της κλήσης αναιρέθηκε</translation>
    </message>
</context>
<context>
    <name>AffectedAppointments</name>
    <message>
        <source>Nobody is booked then</source>
        <translation>Κανένα ραντεβού τότε</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments are booked then</source>
        <translation>
            <numerusform>%n ραντεβού τότε</numerusform>
            <numerusform>%n ραντεβού τότε</numerusform>
        </translation>
    </message>
    <message>
        <source>When</source>
        <translation>Πότε</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Ασθενής</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>Affected appointments</source>
        <translation>Ραντεβού που επηρεάζονται</translation>
    </message>
    <message>
        <source>No patient</source>
        <translation>Χωρίς ασθενή</translation>
    </message>
</context>
<context>
    <name>DiscardQuestion</name>
    <message>
        <source>Discard</source>
        <translation>Απόρριψη</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Συνέχεια</translation>
    </message>
    <message>
        <source>Discard what you typed?</source>
        <translation>Να απορριφθούν όσα γράψατε;</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ξανά</translation>
    </message>
    <message>
        <source>It is not known whether this was done. Close all the same?</source>
        <translation>Δεν είναι γνωστό αν έγινε. Να κλείσει παρ’ όλα αυτά;</translation>
    </message>
</context>
<context>
    <name>UnknownOutcome</name>
    <message>
        <source>Try again</source>
        <translation>Ξανά</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>from {date}</source>
        <translation>από {date}</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>έως {date}</translation>
    </message>
    <message>
        <source>every {minutes} min</source>
        <translation>κάθε {minutes} λεπτά</translation>
    </message>
    <message>
        <source>break {start}–{end}</source>
        <translation>διάλειμμα {start}–{end}</translation>
    </message>
    <message>
        <source>pause {before}+{after} min</source>
        <translation>παύση {before}+{after} λεπτά</translation>
    </message>
    <message numerus="yes">
        <source>%n patients at once</source>
        <translation>
            <numerusform>%n ασθενής</numerusform>
            <numerusform>%n ασθενείς συγχρόνως</numerusform>
        </translation>
    </message>
    <message>
        <source>priority {number}</source>
        <translation>προτεραιότητα {number}</translation>
    </message>
    <message numerus="yes">
        <source>every %n weeks</source>
        <translation>
            <numerusform>κάθε %n εβδομάδα</numerusform>
            <numerusform>κάθε %n εβδομάδες</numerusform>
        </translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ανενεργό</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>Με παρουσία</translation>
    </message>
    <message>
        <source>By video</source>
        <translation>Με βίντεο</translation>
    </message>
    <message>
        <source>By phone</source>
        <translation>Τηλεφωνικά</translation>
    </message>
    <message>
        <source>The doctor is at {place} then ({hours}): give one a higher priority.</source>
        <translation>Ο γιατρός είναι τότε σε: {place} ({hours}). Δώστε στο ένα μεγαλύτερη προτεραιότητα.</translation>
    </message>
    <message>
        <source>There is no such time zone; for Greece write Europe/Athens.</source>
        <translation>Δεν υπάρχει τέτοια ζώνη ώρας· για την Ελλάδα γράψτε Europe/Athens.</translation>
    </message>
    <message>
        <source>Start and end are the same; for the whole day write 00:00–24:00.</source>
        <translation>Αρχή και τέλος είναι ίδια· για όλη την ημέρα γράψτε 00:00–24:00.</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>Η τελευταία ημέρα είναι πριν από την πρώτη.</translation>
    </message>
    <message>
        <source>No such weekday lies between these dates.</source>
        <translation>Δεν υπάρχει τέτοια ημέρα της εβδομάδας ανάμεσα στις ημερομηνίες.</translation>
    </message>
    <message>
        <source>These hours hold every n-th week: write the day from which weeks are counted.</source>
        <translation>Το ωράριο ισχύει κάθε ν-οστή εβδομάδα: γράψτε την ημέρα από την οποία μετρούν οι εβδομάδες.</translation>
    </message>
    <message>
        <source>A break has to end after it begins.</source>
        <translation>Το διάλειμμα πρέπει να τελειώνει αφού αρχίσει.</translation>
    </message>
    <message>
        <source>The break leaves the hours: it has to lie within them.</source>
        <translation>Το διάλειμμα βγαίνει από το ωράριο: πρέπει να είναι μέσα του.</translation>
    </message>
    <message>
        <source>The doctor is at another place at this time.</source>
        <translation>Ο γιατρός είναι αυτή την ώρα σε άλλο παράρτημα.</translation>
    </message>
    <message>
        <source>No service fits in: the hours are too short for this interval.</source>
        <translation>Καμία υπηρεσία δεν χωρά: οι ώρες είναι λίγες για αυτό το διάστημα.</translation>
    </message>
    <message>
        <source>No service lasts a multiple of this; gaps will stay between appointments.</source>
        <translation>Καμία υπηρεσία δεν διαρκεί πολλαπλάσιο αυτού· θα μένουν κενά ανάμεσα στα ραντεβού.</translation>
    </message>
    <message>
        <source>No service of the doctor is given like this.</source>
        <translation>Καμία υπηρεσία του γιατρού δεν δίνεται έτσι.</translation>
    </message>
    <message>
        <source>This is not one of the doctor's any more; choose another.</source>
        <translation>Δεν ανήκει πια στον γιατρό· επιλέξτε άλλο.</translation>
    </message>
    <message>
        <source>This room is at another place.</source>
        <translation>Αυτή η αίθουσα είναι σε άλλο παράρτημα.</translation>
    </message>
    <message>
        <source>This is not in use any more: these hours will offer nothing.</source>
        <translation>Δεν χρησιμοποιείται πια: αυτές οι ώρες δεν θα προσφέρουν τίποτα.</translation>
    </message>
    <message>
        <source>A dated exception refers to these hours: switch them off instead of deleting them.</source>
        <translation>Μια εξαίρεση με ημερομηνία αναφέρεται σε αυτές τις ώρες: απενεργοποιήστε τις αντί να τις διαγράψετε.</translation>
    </message>
    <message>
        <source>Without any rule the doctor's older hours would count again: switch this off instead.</source>
        <translation>Χωρίς κανέναν κανόνα θα ίσχυε πάλι το παλιό ωράριο του γιατρού: απενεργοποιήστε τον αντί γι’ αυτό.</translation>
    </message>
    <message>
        <source>Write minutes, 1 to 1440.</source>
        <translation>Γράψτε λεπτά, 1 έως 1440.</translation>
    </message>
    <message>
        <source>Write minutes, 0 to 1440.</source>
        <translation>Γράψτε λεπτά, 0 έως 1440.</translation>
    </message>
    <message>
        <source>Write a number, 1 to 64.</source>
        <translation>Γράψτε αριθμό, 1 έως 64.</translation>
    </message>
    <message>
        <source>Write a number, -1000 to 1000.</source>
        <translation>Γράψτε αριθμό, -1000 έως 1000.</translation>
    </message>
    <message>
        <source>These hours hold every n-th week: it has to be 1 to 52.</source>
        <translation>Το ωράριο ισχύει κάθε ν-οστή εβδομάδα: πρέπει να είναι 1 έως 52.</translation>
    </message>
    <message>
        <source>Write a date as day/month/year, or nothing.</source>
        <translation>Γράψτε ημερομηνία ως ημέρα/μήνας/έτος, ή τίποτα.</translation>
    </message>
    <message>
        <source>Write a date as day/month/year.</source>
        <translation>Γράψτε ημερομηνία ως ημέρα/μήνας/έτος.</translation>
    </message>
    <message>
        <source>Write a time as hours:minutes, 00:00 to 24:00.</source>
        <translation>Γράψτε ώρα ως ώρες:λεπτά, 00:00 έως 24:00.</translation>
    </message>
    <message>
        <source>Time off is asked for or granted then already: {span}.</source>
        <translation>Για τότε έχει ήδη ζητηθεί ή δοθεί άδεια: {span}.</translation>
    </message>
    <message>
        <source>The request was withdrawn meanwhile ({who}). Nothing was changed.</source>
        <translation>Το αίτημα αποσύρθηκε στο μεταξύ ({who}). Δεν άλλαξε τίποτα.</translation>
    </message>
    <message>
        <source>The request was approved meanwhile ({who}). Nothing was changed.</source>
        <translation>Το αίτημα εγκρίθηκε στο μεταξύ ({who}). Δεν άλλαξε τίποτα.</translation>
    </message>
    <message>
        <source>The request was denied meanwhile ({who}). Nothing was changed.</source>
        <translation>Το αίτημα απορρίφθηκε στο μεταξύ ({who}). Δεν άλλαξε τίποτα.</translation>
    </message>
    <message>
        <source>The request is not decided yet. Nothing was changed.</source>
        <translation>Το αίτημα δεν έχει κριθεί ακόμη. Δεν άλλαξε τίποτα.</translation>
    </message>
    <message>
        <source>by another program</source>
        <translation>από άλλο πρόγραμμα</translation>
    </message>
    <message>
        <source>Nothing is changed, so nothing was saved.</source>
        <translation>Τίποτα δεν άλλαξε, άρα δεν αποθηκεύτηκε τίποτα.</translation>
    </message>
    <message>
        <source>The end has to come after the start.</source>
        <translation>Το τέλος πρέπει να είναι μετά την αρχή.</translation>
    </message>
    <message>
        <source>That is more than a year: write a shorter time.</source>
        <translation>Είναι πάνω από έναν χρόνο: γράψτε μικρότερο διάστημα.</translation>
    </message>
    <message>
        <source>These days are over already.</source>
        <translation>Αυτές οι ημέρες έχουν περάσει.</translation>
    </message>
    <message>
        <source>Say from when to when.</source>
        <translation>Πείτε από πότε έως πότε.</translation>
    </message>
    <message>
        <source>Blocks of this source are made by time off and closures alone.</source>
        <translation>Τέτοιοι αποκλεισμοί γίνονται μόνο από άδειες και αργίες.</translation>
    </message>
    <message>
        <source>Say why: who asked will read it.</source>
        <translation>Πείτε γιατί: θα το διαβάσει όποιος το ζήτησε.</translation>
    </message>
    <message>
        <source>This entry is of the older kind and is only shown.</source>
        <translation>Αυτή η εγγραφή είναι του παλιού είδους και μόνο φαίνεται.</translation>
    </message>
    <message>
        <source>This room is not in the house that is closed.</source>
        <translation>Αυτή η αίθουσα δεν ανήκει στο παράρτημα που κλείνει.</translation>
    </message>
    <message>
        <source>Somebody else has changed these hours meanwhile.</source>
        <translation>Κάποιος άλλος άλλαξε το ωράριο στο μεταξύ.</translation>
    </message>
    <message>
        <source>Nothing was saved: put right what is marked first.</source>
        <translation>Δεν αποθηκεύτηκε τίποτα: διορθώστε πρώτα όσα σημειώνονται.</translation>
    </message>
    <message>
        <source>Appointments were booked meanwhile that are affected by this. Look again.</source>
        <translation>Στο μεταξύ κλείστηκαν ραντεβού που επηρεάζονται. Δείτε ξανά.</translation>
    </message>
    <message>
        <source>Somebody else has changed or deleted this entry meanwhile.</source>
        <translation>Κάποιος άλλος άλλαξε ή διέγραψε αυτή την εγγραφή στο μεταξύ.</translation>
    </message>
    <message>
        <source>This block is time off: decide the request instead.</source>
        <translation>Αυτό το κλείσιμο είναι άδεια: κρίνετε το αίτημα.</translation>
    </message>
    <message>
        <source>This block is a closure of the clinic: change the closure instead.</source>
        <translation>Αυτός ο αποκλεισμός ανήκει σε αργία ή κλειστό χώρο του ιατρείου: αλλάξτε εκείνο.</translation>
    </message>
    <message>
        <source>Somebody else has changed or taken back this closure meanwhile.</source>
        <translation>Κάποιος άλλος άλλαξε ή ακύρωσε αυτό το κλείσιμο του ιατρείου στο μεταξύ.</translation>
    </message>
    <message>
        <source>Nobody decides their own request.</source>
        <translation>Κανείς δεν κρίνει το δικό του αίτημα.</translation>
    </message>
    <message>
        <source>Only who asked, or the doctor, can take the request back.</source>
        <translation>Το αίτημα το αποσύρει μόνο όποιος το έκανε ή ο γιατρός.</translation>
    </message>
    <message>
        <source>These hours are kept in the older form. They are shown as they hold; before rules can be added or changed they have to be converted, or the older ones would stop counting.</source>
        <translation>Αυτό το ωράριο τηρείται στην παλιά μορφή και φαίνεται όπως ισχύει· πριν προστεθούν ή αλλάξουν κανόνες πρέπει να μετατραπεί, αλλιώς το παλιό θα έπαυε να ισχύει.</translation>
    </message>
    <message>
        <source>Another program changed these hours.</source>
        <translation>Άλλο πρόγραμμα άλλαξε το ωράριο.</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Κάποιος</translation>
    </message>
    <message>
        <source>{who} changed these hours at {time}.</source>
        <translation>{who}: άλλαξε το ωράριο στις {time}.</translation>
    </message>
</context>
<context>
    <name>RuleButtons</name>
    <message>
        <source>&amp;Add hours</source>
        <translation>&amp;Προσθήκη ωρών</translation>
    </message>
    <message>
        <source>&amp;Copy to days…</source>
        <translation>Αντι&amp;γραφή σε ημέρες…</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Διαγραφή</translation>
    </message>
    <message>
        <source>Switch &amp;off</source>
        <translation>Απ&amp;ενεργοποίηση</translation>
    </message>
    <message>
        <source>Switch &amp;on</source>
        <translation>&amp;Ενεργοποίηση</translation>
    </message>
</context>
<context>
    <name>HoursEffect</name>
    <message>
        <source>Free times a week, before → after</source>
        <translation>Ελεύθερα ραντεβού την εβδομάδα, πριν → μετά</translation>
    </message>
    <message>
        <source>Free times a week, before and after</source>
        <translation>Ελεύθερα ραντεβού την εβδομάδα, πριν και μετά</translation>
    </message>
    <message>
        <source>Shown again when what is marked is put right.</source>
        <translation>Φαίνεται πάλι όταν διορθωθούν όσα σημειώνονται.</translation>
    </message>
    <message>
        <source>What this would do could not be worked out.</source>
        <translation>Δεν υπολογίστηκε τι θα προκαλούσε αυτό.</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments would lie outside hours</source>
        <translation>
            <numerusform>%n ραντεβού θα έμενε εκτός ωραρίου</numerusform>
            <numerusform>%n ραντεβού θα έμεναν εκτός ωραρίου</numerusform>
        </translation>
    </message>
    <message>
        <source>No appointment would lie outside hours</source>
        <translation>Κανένα ραντεβού δεν θα έμενε εκτός ωραρίου</translation>
    </message>
    <message>
        <source>{name}, week of {date}: {before} before, {after} after</source>
        <translation>{name}, εβδομάδα {date}: {before} πριν, {after} μετά</translation>
    </message>
    <message>
        <source>Starts if only this were booked</source>
        <translation>Ώρες έναρξης, αν κλεινόταν μόνο αυτή η υπηρεσία</translation>
    </message>
    <message>
        <source>Working hours {hours}</source>
        <translation>Ώρες εργασίας {hours}</translation>
    </message>
    <message>
        <source>from {date} {hours}</source>
        <translation>από {date} {hours}</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} ώρ.</translation>
    </message>
    <message>
        <source>{before} → {after} h</source>
        <translation>{before} → {after} ώρ.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>medic-desk</source>
        <translation>medic-desk</translation>
    </message>
</context>
<context>
    <name>CalendarActions</name>
    <message>
        <source>&amp;New appointment…</source>
        <translation>&amp;Νέο ραντεβού…</translation>
    </message>
    <message>
        <source>&amp;Today</source>
        <translation>&amp;Σήμερα</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>&amp;Πριν</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Μετά</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Με&amp;γέθυνση</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Σμί&amp;κρυνση</translation>
    </message>
    <message>
        <source>&amp;Fit the day</source>
        <translation>Όλη η η&amp;μέρα</translation>
    </message>
    <message>
        <source>&amp;Cancelled and missed appointments</source>
        <translation>&amp;Ακυρωμένα και χαμένα ραντεβού</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Ημέρα</translation>
    </message>
    <message>
        <source>&amp;5 days</source>
        <translation>&amp;5 ημέρες</translation>
    </message>
    <message>
        <source>&amp;Week</source>
        <translation>&amp;Εβδομάδα</translation>
    </message>
    <message>
        <source>&amp;Empty week-end days</source>
        <translation>Κενά &amp;Σαββατοκύριακα</translation>
    </message>
    <message>
        <source>Doctor&amp;s</source>
        <translation>Γιατρ&amp;οί</translation>
    </message>
    <message>
        <source>Roo&amp;ms</source>
        <translation>Αί&amp;θουσες</translation>
    </message>
    <message>
        <source>One doctor's wee&amp;k, and back</source>
        <translation>Η εβδομάδα ε&amp;νός γιατρού, και πίσω</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Pin to carry it</source>
        <translation>Στον πίνακα για μεταφορά</translation>
    </message>
    <message>
        <source>Put the pinned one here</source>
        <translation>Τοποθέτηση από τον πίνακα εδώ</translation>
    </message>
    <message>
        <source>&amp;Appointment</source>
        <translation>&amp;Ραντεβού</translation>
    </message>
    <message>
        <source>&amp;Undo the latest act</source>
        <translation>&amp;Αναίρεση τελευταίας πράξης</translation>
    </message>
    <message>
        <source>&amp;Hours</source>
        <translation>&amp;Ωράρια</translation>
    </message>
    <message>
        <source>&amp;Working hours…</source>
        <translation>&amp;Ωράριο…</translation>
    </message>
    <message>
        <source>&amp;Blocked and opened time…</source>
        <translation>Απο&amp;κλεισμένος και ανοιχτός χρόνος…</translation>
    </message>
    <message>
        <source>&amp;Time off…</source>
        <translation>Ά&amp;δειες…</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Μετάβαση</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Προβολή</translation>
    </message>
    <message>
        <source>&amp;Left panel</source>
        <translation>Αριστερή στή&amp;λη</translation>
    </message>
    <message>
        <source>De&amp;tails</source>
        <translation>Λε&amp;πτομέρειες</translation>
    </message>
    <message>
        <source>Colou&amp;rs</source>
        <translation>&amp;Χρώματα</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Όπως το &amp;σύστημα</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Φωτεινά</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>Σ&amp;κούρα</translation>
    </message>
    <message>
        <source>&amp;Desk</source>
        <translation>&amp;Θέση</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Ανανέωση</translation>
    </message>
    <message>
        <source>&amp;Somebody else works here…</source>
        <translation>&amp;Δουλεύει άλλος εδώ…</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Πλήκτρα</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Έ&amp;ξοδος</translation>
    </message>
    <message>
        <source>&amp;First free time</source>
        <translation>Πρώτη &amp;ελεύθερη ώρα</translation>
    </message>
    <message>
        <source>Record a pas&amp;t appointment…</source>
        <translation>Καταγρα&amp;φή περασμένου ραντεβού…</translation>
    </message>
    <message>
        <source>Redo &amp;what was undone</source>
        <translation>Επανάληψη όσων αναιρέ&amp;θηκαν</translation>
    </message>
    <message>
        <source>Appointments to re&amp;book</source>
        <translation>Ραντεβού προς μετα&amp;φορά</translation>
    </message>
    <message>
        <source>&amp;Requests to approve</source>
        <translation>Αι&amp;τήματα προς έγκριση</translation>
    </message>
    <message>
        <source>Times that are &amp;held</source>
        <translation>&amp;Δεσμευμένες ώρες</translation>
    </message>
    <message>
        <source>Patie&amp;nt</source>
        <translation>Ασθε&amp;νής</translation>
    </message>
    <message>
        <source>&amp;Find a patient…</source>
        <translation>&amp;Εύρεση ασθενή…</translation>
    </message>
    <message>
        <source>Patie&amp;nt card</source>
        <translation>Κ&amp;αρτέλα ασθενή</translation>
    </message>
    <message>
        <source>Likely &amp;duplicates…</source>
        <translation>&amp;Πιθανά διπλά…</translation>
    </message>
    <message>
        <source>Walk-&amp;in…</source>
        <translation>Έκ&amp;τακτο ραντεβού…</translation>
    </message>
    <message>
        <source>&amp;One line…</source>
        <translation>Μία &amp;γραμμή…</translation>
    </message>
    <message>
        <source>Doctor runs &amp;late…</source>
        <translation>Κα&amp;θυστέρηση γιατρού…</translation>
    </message>
    <message>
        <source>Flo&amp;w of today</source>
        <translation>&amp;Ροή της ημέρας</translation>
    </message>
    <message>
        <source>Flow p&amp;anel</source>
        <translation>Στήλη &amp;ροής</translation>
    </message>
    <message>
        <source>&amp;Call list of the next day</source>
        <translation>Λίστα &amp;κλήσεων της επόμενης ημέρας</translation>
    </message>
    <message>
        <source>&amp;Ill today…</source>
        <translation>Άρρωστος &amp;σήμερα…</translation>
    </message>
</context>
<context>
    <name>MonthView</name>
    <message>
        <source>Earlier month</source>
        <translation>Προηγούμενος μήνας</translation>
    </message>
    <message>
        <source>Later month</source>
        <translation>Επόμενος μήνας</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Move appointment</source>
        <translation>Μετακίνηση ραντεβού</translation>
    </message>
    <message>
        <source>Leave &amp;it there</source>
        <translation>&amp;Να μείνει εκεί</translation>
    </message>
    <message>
        <source>This appointment has no service of the doctor: it cannot be moved here.</source>
        <translation>Το ραντεβού δεν έχει υπηρεσία του γιατρού: δεν μετακινείται από εδώ.</translation>
    </message>
    <message>
        <source>Now {moment}</source>
        <translation>Τώρα {moment}</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>Μετακινείται…</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>Μετα&amp;κίνηση</translation>
    </message>
    <message>
        <source>&amp;Move to {moment}</source>
        <translation>Μετα&amp;κίνηση: {moment}</translation>
    </message>
    <message>
        <source>Another place: {place}</source>
        <translation>Άλλος χώρος: {place}</translation>
    </message>
    <message>
        <source>Choose a time.</source>
        <translation>Επιλέξτε ώρα.</translation>
    </message>
    <message>
        <source>It is there already: choose another time.</source>
        <translation>Βρίσκεται ήδη εκεί: επιλέξτε άλλη ώρα.</translation>
    </message>
    <message>
        <source>Press once more to move it all the same.</source>
        <translation>Πατήστε ξανά για να μετακινηθεί παρ’ όλα αυτά.</translation>
    </message>
</context>
<context>
    <name>NewPatientForm</name>
    <message>
        <source>Last name</source>
        <translation>Επώνυμο</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Όνομα</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Ημερομηνία γέννησης</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>ημέρα/μήνας/έτος</translation>
    </message>
    <message>
        <source>Patients who may be the same person</source>
        <translation>Ασθενείς που ίσως είναι το ίδιο πρόσωπο</translation>
    </message>
    <message>
        <source>Search instead</source>
        <translation>Αναζήτηση</translation>
    </message>
    <message>
        <source>Is it one of these? Enter takes the first, Ctrl+Enter books a new patient.</source>
        <translation>Μήπως είναι κάποιος από αυτούς; Enter: ο πρώτος, Ctrl+Enter: νέος ασθενής.</translation>
    </message>
    <message>
        <source>&amp;Last name</source>
        <translation>Επώνυμ&amp;ο</translation>
    </message>
    <message>
        <source>First na&amp;me</source>
        <translation>Όνομ&amp;α</translation>
    </message>
    <message>
        <source>&amp;Phone</source>
        <translation>Τηλέ&amp;φωνο</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Αναίρεση</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Αναίρεση (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>medic-desk</source>
        <translation>medic-desk</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Πρόσωπα</translation>
    </message>
    <message>
        <source>&amp;Open the calendar</source>
        <translation>Ά&amp;νοιγμα ημερολογίου</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Ξανά</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Έξο&amp;δος</translation>
    </message>
    <message>
        <source>Opening the clinic…</source>
        <translation>Ανοίγει η κλινική…</translation>
    </message>
    <message>
        <source>Nobody works here yet</source>
        <translation>Δεν εργάζεται κανείς ακόμη</translation>
    </message>
    <message>
        <source>The clinic has no people: its administrator adds them.</source>
        <translation>Η κλινική δεν έχει πρόσωπα: τα προσθέτει ο διαχειριστής της.</translation>
    </message>
    <message>
        <source>Who is working?</source>
        <translation>Ποιος εργάζεται;</translation>
    </message>
    <message>
        <source>Reception</source>
        <translation>Υποδοχή</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Γιατρός</translation>
    </message>
    <message>
        <source>Management</source>
        <translation>Διοίκηση</translation>
    </message>
    <message>
        <source>The clinic cannot be opened</source>
        <translation>Η κλινική δεν ανοίγει</translation>
    </message>
    <message>
        <source>This person works in another window of this computer: it was called.</source>
        <translation>Εργάζεται ήδη σε άλλο παράθυρο αυτού του υπολογιστή: ήρθε μπροστά.</translation>
    </message>
</context>
<context>
    <name>NobodyFound</name>
    <message>
        <source>Nobody is found whom all of these words fit. Try fewer of them, or the phone.</source>
        <translation>Δεν βρέθηκε κανείς στον οποίο να ταιριάζουν όλες αυτές οι λέξεις. Δοκιμάστε λιγότερες ή το τηλέφωνο.</translation>
    </message>
    <message>
        <source>Nobody is found with this e-mail. Try the name or the phone.</source>
        <translation>Δεν βρέθηκε κανείς με αυτό το e-mail. Δοκιμάστε το όνομα ή το τηλέφωνο.</translation>
    </message>
    <message>
        <source>Nobody is found: no phone, file number, national number or birth date has these figures. Try the name.</source>
        <translation>Δεν βρέθηκε κανείς: κανένα τηλέφωνο, αριθμός φακέλου, ΑΜΚΑ ή ημερομηνία γέννησης δεν έχει αυτά τα ψηφία. Δοκιμάστε το όνομα.</translation>
    </message>
    <message>
        <source>Nobody is found: no name is written or sounds like this, nor with one letter wrong. Try the phone or the birth date.</source>
        <translation>Δεν βρέθηκε κανείς: κανένα όνομα δεν γράφεται ή ακούγεται έτσι, ούτε με ένα λάθος γράμμα. Δοκιμάστε το τηλέφωνο ή την ημερομηνία γέννησης.</translation>
    </message>
    <message>
        <source>Enter: new patient.</source>
        <translation>Enter: νέος ασθενής.</translation>
    </message>
</context>
<context>
    <name>PatientList</name>
    <message>
        <source>file {number}</source>
        <translation>φάκελος {number}</translation>
    </message>
    <message>
        <source>national no. {number}</source>
        <translation>με ΑΜΚΑ {number}</translation>
    </message>
</context>
<context>
    <name>PatientSearch</name>
    <message>
        <source>Name, phone, file number or birth date</source>
        <translation>Όνομα, τηλέφωνο, αριθμός φακέλου ή ημερομηνία γέννησης</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Ασθενής</translation>
    </message>
    <message>
        <source>Patients found</source>
        <translation>Ασθενείς που βρέθηκαν</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Αλλαγή</translation>
    </message>
    <message>
        <source>file {number}</source>
        <translation>φάκελος {number}</translation>
    </message>
    <message>
        <source>{shown} of more than {total}</source>
        <translation>{shown} από περισσότερους από {total}</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} από {total}</translation>
    </message>
    <message>
        <source>{years} y</source>
        <translation>{years} ετών</translation>
    </message>
    <message>
        <source>New &amp;patient “{text}”…</source>
        <translation>Νέ&amp;ος ασθενής «{text}»…</translation>
    </message>
    <message>
        <source>New &amp;patient…</source>
        <translation>Νέ&amp;ος ασθενής…</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Something in the program went wrong. What is saved is saved.</source>
        <translation>Κάτι πήγε στραβά στο πρόγραμμα. Ό,τι αποθηκεύτηκε μένει.</translation>
    </message>
    <message>
        <source>If it happens again, close the window and open it anew.</source>
        <translation>Αν ξανασυμβεί, κλείστε και ανοίξτε πάλι το παράθυρο.</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>This time is not offered ({code}).</source>
        <translation>Αυτή η ώρα δεν προσφέρεται ({code}).</translation>
    </message>
    <message>
        <source>This time has passed.</source>
        <translation>Αυτή η ώρα έχει περάσει.</translation>
    </message>
    <message>
        <source>The service has to be booked earlier than this.</source>
        <translation>Η υπηρεσία κλείνεται νωρίτερα.</translation>
    </message>
    <message>
        <source>The service has to be booked earlier: the first time is {moment}.</source>
        <translation>Η υπηρεσία κλείνεται νωρίτερα: η πρώτη ώρα είναι {moment}.</translation>
    </message>
    <message>
        <source>The service cannot be booked that far ahead.</source>
        <translation>Η υπηρεσία δεν κλείνεται τόσο νωρίς.</translation>
    </message>
    <message>
        <source>The doctor is away.</source>
        <translation>Ο γιατρός λείπει.</translation>
    </message>
    <message>
        <source>Blocked: {reason}, {span}.</source>
        <translation>Αποκλεισμένος χρόνος: {reason}, {span}.</translation>
    </message>
    <message>
        <source>Blocked: {span}.</source>
        <translation>Αποκλεισμένος χρόνος: {span}.</translation>
    </message>
    <message>
        <source>Another desk ({desk}) is booking {span} at this moment.</source>
        <translation>Άλλη θέση ({desk}) κλείνει τώρα τις {span}.</translation>
    </message>
    <message>
        <source>Taken: {patient}, {span}.</source>
        <translation>Πιασμένο: {patient}, {span}.</translation>
    </message>
    <message>
        <source>Another appointment is at {span}.</source>
        <translation>Υπάρχει άλλο ραντεβού {span}.</translation>
    </message>
    <message>
        <source>Another appointment is at this time.</source>
        <translation>Υπάρχει άλλο ραντεβού αυτή την ώρα.</translation>
    </message>
    <message>
        <source>Too close to {patient}, {span}: a pause between the two is set.</source>
        <translation>Πολύ κοντά: {patient}, {span}. Έχει οριστεί παύση ανάμεσα.</translation>
    </message>
    <message>
        <source>Too close to the appointment at {span}: a pause between the two is set.</source>
        <translation>Πολύ κοντά στο ραντεβού {span}: έχει οριστεί παύση ανάμεσα.</translation>
    </message>
    <message>
        <source>Too close to another appointment: a pause between the two is set.</source>
        <translation>Πολύ κοντά σε άλλο ραντεβού: έχει οριστεί παύση ανάμεσα.</translation>
    </message>
    <message>
        <source>{resource} is taken: {who}.</source>
        <translation>{resource}: πιασμένο, {who}.</translation>
    </message>
    <message>
        <source>{resource} is not free at this time.</source>
        <translation>{resource}: δεν είναι ελεύθερο αυτή την ώρα.</translation>
    </message>
    <message>
        <source>{resource} is closed: {reason}, {span}.</source>
        <translation>{resource}: κλειστό, {reason}, {span}.</translation>
    </message>
    <message>
        <source>{resource} is closed: {span}.</source>
        <translation>{resource}: κλειστό, {span}.</translation>
    </message>
    <message>
        <source>{resource} cannot be had together with {others}.</source>
        <translation>{resource}: δεν συνδυάζεται με {others}.</translation>
    </message>
    <message>
        <source>{resource} is out of use.</source>
        <translation>{resource}: εκτός χρήσης.</translation>
    </message>
    <message>
        <source>{resource} is not at this place.</source>
        <translation>{resource}: δεν βρίσκεται σε αυτό το παράρτημα.</translation>
    </message>
    <message>
        <source>There is no room here that the service could take.</source>
        <translation>Δεν υπάρχει εδώ αίθουσα για την υπηρεσία.</translation>
    </message>
    <message>
        <source>There is no video line that the service could take.</source>
        <translation>Δεν υπάρχει γραμμή βίντεο για την υπηρεσία.</translation>
    </message>
    <message>
        <source>The machine that the service needs is not here.</source>
        <translation>Το μηχάνημα που χρειάζεται η υπηρεσία δεν βρίσκεται εδώ.</translation>
    </message>
    <message>
        <source>The assistant that the service needs is not here.</source>
        <translation>Ο βοηθός που χρειάζεται η υπηρεσία δεν βρίσκεται εδώ.</translation>
    </message>
    <message>
        <source>No room or line that the service needs is free at this time.</source>
        <translation>Καμία αίθουσα ή γραμμή που χρειάζεται η υπηρεσία δεν είναι ελεύθερη αυτή την ώρα.</translation>
    </message>
    <message>
        <source>The service is not offered at this place.</source>
        <translation>Η υπηρεσία δεν προσφέρεται σε αυτόν τον χώρο.</translation>
    </message>
    <message>
        <source>Outside the doctor's working hours for this service.</source>
        <translation>Εκτός του ωραρίου του γιατρού για αυτή την υπηρεσία.</translation>
    </message>
    <message>
        <source>The doctor takes no appointments.</source>
        <translation>Ο γιατρός δεν δέχεται ραντεβού.</translation>
    </message>
    <message>
        <source>The service is not offered.</source>
        <translation>Η υπηρεσία δεν προσφέρεται.</translation>
    </message>
    <message>
        <source>Break: {label}, {span}.</source>
        <translation>Διάλειμμα: {label}, {span}.</translation>
    </message>
    <message>
        <source>Break, {span}.</source>
        <translation>Διάλειμμα, {span}.</translation>
    </message>
    <message>
        <source>Reserved for {holder}, {span}.</source>
        <translation>Δεσμευμένο για: {holder}, {span}.</translation>
    </message>
    <message>
        <source>Reserved for other services, {span}.</source>
        <translation>Δεσμευμένο για άλλες υπηρεσίες, {span}.</translation>
    </message>
    <message>
        <source>The service takes {duration} and does not fit before the hours end.</source>
        <translation>Η υπηρεσία διαρκεί {duration} και δεν χωρά πριν τελειώσει το ωράριο.</translation>
    </message>
    <message>
        <source>The service takes {duration} and would run past {time}.</source>
        <translation>Η υπηρεσία διαρκεί {duration} και θα περνούσε τις {time}.</translation>
    </message>
    <message>
        <source>No appointment begins at this minute.</source>
        <translation>Κανένα ραντεβού δεν αρχίζει αυτό το λεπτό.</translation>
    </message>
    <message numerus="yes">
        <source>Appointments begin every %n minute(s) here, not at this one.</source>
        <translation>
            <numerusform>Τα ραντεβού εδώ αρχίζουν κάθε %n λεπτό, όχι σε αυτό.</numerusform>
            <numerusform>Τα ραντεβού εδώ αρχίζουν κάθε %n λεπτά, όχι σε αυτό.</numerusform>
        </translation>
    </message>
    <message>
        <source>This time has just been taken. Choose another.</source>
        <translation>Αυτή η ώρα μόλις πιάστηκε. Επιλέξτε άλλη.</translation>
    </message>
    <message>
        <source>The connection broke; nothing was changed. Try again.</source>
        <translation>Η σύνδεση κόπηκε· δεν άλλαξε τίποτα. Ξαναπροσπαθήστε.</translation>
    </message>
    <message>
        <source>Something unexpected happened ({kind}). Nothing was changed; the log has the details.</source>
        <translation>Συνέβη κάτι απρόσμενο ({kind}). Δεν άλλαξε τίποτα· οι λεπτομέρειες είναι στο αρχείο καταγραφής.</translation>
    </message>
    <message>
        <source>This time is not free any more.</source>
        <translation>Αυτή η ώρα δεν είναι πια ελεύθερη.</translation>
    </message>
    <message>
        <source>The desk {desk} is booking this time at the moment.</source>
        <translation>Η θέση {desk} κλείνει αυτή την ώρα τώρα.</translation>
    </message>
    <message>
        <source>Another desk was quicker.</source>
        <translation>Πρόλαβε άλλη θέση.</translation>
    </message>
    <message>
        <source>The patient needs a last name.</source>
        <translation>Ο ασθενής χρειάζεται επώνυμο.</translation>
    </message>
    <message>
        <source>Choose a patient first, or type a new one.</source>
        <translation>Επιλέξτε πρώτα ασθενή ή γράψτε έναν νέο.</translation>
    </message>
    <message>
        <source>The birth date lies in the future.</source>
        <translation>Η ημερομηνία γέννησης είναι στο μέλλον.</translation>
    </message>
    <message>
        <source>The birth date lies before 1900.</source>
        <translation>Η ημερομηνία γέννησης είναι πριν από το 1900.</translation>
    </message>
    <message>
        <source>Write the birth date as day/month/year.</source>
        <translation>Γράψτε την ημερομηνία γέννησης ως ημέρα/μήνας/έτος.</translation>
    </message>
    <message>
        <source>A last name has no digits.</source>
        <translation>Το επώνυμο δεν έχει ψηφία.</translation>
    </message>
    <message>
        <source>A first name has no digits.</source>
        <translation>Το όνομα δεν έχει ψηφία.</translation>
    </message>
    <message>
        <source>A father&apos;s name has no digits.</source>
        <translation>Το πατρώνυμο δεν έχει ψηφία.</translation>
    </message>
    <message>
        <source>Write the phone in digits, five at least.</source>
        <translation>Γράψτε το τηλέφωνο με ψηφία, τουλάχιστον πέντε.</translation>
    </message>
    <message>
        <source>There is no such day in the calendar.</source>
        <translation>Δεν υπάρχει τέτοια ημέρα στο ημερολόγιο.</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>Δεν είναι διεύθυνση e-mail.</translation>
    </message>
    <message>
        <source>Say why: choose a reason or write one.</source>
        <translation>Πείτε γιατί: επιλέξτε ή γράψτε μια αιτία.</translation>
    </message>
    <message>
        <source>The visit has not begun yet.</source>
        <translation>Η επίσκεψη δεν έχει αρχίσει ακόμη.</translation>
    </message>
    <message>
        <source>The visit is not today.</source>
        <translation>Η επίσκεψη δεν είναι σημερινή.</translation>
    </message>
    <message>
        <source>A text contains characters that cannot be stored: type it anew.</source>
        <translation>Ένα κείμενο περιέχει χαρακτήρες που δεν αποθηκεύονται: γράψτε το ξανά.</translation>
    </message>
    <message>
        <source>“{field}” cannot stand as it is ({code}).</source>
        <translation>Το «{field}» δεν μπορεί να μείνει έτσι ({code}).</translation>
    </message>
    <message>
        <source>No answer came, so it is not known whether this was done. Try again: it will be done only once.</source>
        <translation>Δεν ήρθε απάντηση, άρα δεν είναι γνωστό αν έγινε. Ξαναπροσπαθήστε: θα γίνει μόνο μία φορά.</translation>
    </message>
    <message>
        <source>Another desk writes at the same place. Try again.</source>
        <translation>Άλλη θέση γράφει στο ίδιο σημείο. Ξαναπροσπαθήστε.</translation>
    </message>
    <message>
        <source>The database took too long; nothing was changed. Try again.</source>
        <translation>Η βάση άργησε πολύ· δεν άλλαξε τίποτα. Ξαναπροσπαθήστε.</translation>
    </message>
    <message>
        <source>The database's disk is full; nothing was written. Call the administrator.</source>
        <translation>Ο δίσκος της βάσης γέμισε· δεν γράφτηκε τίποτα. Καλέστε τον διαχειριστή.</translation>
    </message>
    <message>
        <source>The database can only be read at the moment; nothing was changed. The calendar can be looked at and patients can be found, but nothing can be booked or changed: tell whoever looks after the server.</source>
        <translation>Η βάση αυτή τη στιγμή μόνο διαβάζεται· δεν άλλαξε τίποτα. Το ημερολόγιο φαίνεται και οι ασθενείς βρίσκονται, αλλά δεν γίνεται κράτηση ή αλλαγή: ενημερώστε όποιον φροντίζει τον διακομιστή.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Δεν επιτρέπεται να το κάνετε.</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile. Look again.</source>
        <translation>Κάποιος άλλος το άλλαξε στο μεταξύ. Δείτε ξανά.</translation>
    </message>
    <message>
        <source>Somebody else has changed this appointment meanwhile. Look again.</source>
        <translation>Κάποιος άλλος άλλαξε το ραντεβού στο μεταξύ. Δείτε ξανά.</translation>
    </message>
    <message>
        <source>Somebody else has worked on this appointment meanwhile. Look again.</source>
        <translation>Κάποιος άλλος ασχολήθηκε με το ραντεβού στο μεταξύ. Δείτε ξανά.</translation>
    </message>
    <message>
        <source>This appointment is no longer on the list to be called.</source>
        <translation>Αυτό το ραντεβού δεν είναι πια στη λίστα κλήσεων.</translation>
    </message>
    <message>
        <source>The appointment's status has changed meanwhile.</source>
        <translation>Η κατάσταση του ραντεβού άλλαξε στο μεταξύ.</translation>
    </message>
    <message>
        <source>The program mixed up two requests; nothing was changed. Close the form and begin again.</source>
        <translation>Το πρόγραμμα μπέρδεψε δύο αιτήματα· δεν άλλαξε τίποτα. Κλείστε τη φόρμα και ξεκινήστε από την αρχή.</translation>
    </message>
    <message>
        <source>This is not there any more: somebody removed it.</source>
        <translation>Δεν υπάρχει πια: κάποιος το αφαίρεσε.</translation>
    </message>
    <message>
        <source>The program is still busy with earlier work. Try again.</source>
        <translation>Το πρόγραμμα είναι ακόμη απασχολημένο. Ξαναπροσπαθήστε.</translation>
    </message>
    <message>
        <source>“{address}” is not a database address: it looks like {example}.</source>
        <translation>Το «{address}» δεν είναι διεύθυνση βάσης: μοιάζει με {example}.</translation>
    </message>
    <message>
        <source>{target} holds another program's tables. Name an empty database.</source>
        <translation>{target}: έχει πίνακες άλλου προγράμματος. Δώστε μια άδεια βάση.</translation>
    </message>
    <message>
        <source>the database</source>
        <translation>η βάση δεδομένων</translation>
    </message>
    <message>
        <source>{target} cannot be found: is the server's name right?</source>
        <translation>{target}: δεν βρίσκεται. Είναι σωστό το όνομα του διακομιστή;</translation>
    </message>
    <message>
        <source>{target} cannot be reached: no database server runs there.</source>
        <translation>{target}: δεν απαντά κανείς. Εκεί δεν τρέχει διακομιστής βάσης.</translation>
    </message>
    <message>
        <source>{target} does not answer: is the network cable in?</source>
        <translation>{target}: καμία απάντηση. Είναι στη θέση του το καλώδιο του δικτύου;</translation>
    </message>
    <message>
        <source>{target} does not accept this login name and password.</source>
        <translation>{target}: το όνομα χρήστη και ο κωδικός δεν έγιναν δεκτά.</translation>
    </message>
    <message>
        <source>{target} asks for a password and none was given.</source>
        <translation>{target}: ζητά κωδικό και δεν δόθηκε.</translation>
    </message>
    <message>
        <source>There is no {target}: is the database's name right?</source>
        <translation>Δεν υπάρχει {target}: είναι σωστό το όνομα της βάσης;</translation>
    </message>
    <message>
        <source>{target} has no connection free at the moment. Name and password are not at fault: tell whoever looks after the server, and try again.</source>
        <translation>{target}: καμία ελεύθερη σύνδεση αυτή τη στιγμή. Δεν φταίνε το όνομα και ο κωδικός: ενημερώστε όποιον φροντίζει τον διακομιστή και δοκιμάστε ξανά.</translation>
    </message>
    <message>
        <source>{target} can only be read at the moment, and this desk needs one that it may write to. Tell whoever looks after the server.</source>
        <translation>{target}: αυτή τη στιγμή μόνο διαβάζεται, και το πόστο χρειάζεται βάση όπου να γράφει. Ενημερώστε όποιον φροντίζει τον διακομιστή.</translation>
    </message>
    <message>
        <source>{target} takes no connection at the moment.</source>
        <translation>{target}: δεν δέχεται σύνδεση αυτή τη στιγμή.</translation>
    </message>
    <message>
        <source>The database is of a newer version. Install a newer medic-desk on this computer.</source>
        <translation>Η βάση είναι νεότερης έκδοσης. Εγκαταστήστε νεότερο medic-desk σε αυτόν τον υπολογιστή.</translation>
    </message>
    <message>
        <source>This is not a medic-desk database yet. If it is to be one, its administrator runs: {line}</source>
        <translation>Δεν είναι ακόμη βάση του medic-desk. Αν πρόκειται να γίνει, ο διαχειριστής της τρέχει: {line}</translation>
    </message>
    <message>
        <source>The database is of an older version. Its administrator runs: {line}</source>
        <translation>Η βάση είναι παλιότερης έκδοσης. Ο διαχειριστής της τρέχει: {line}</translation>
    </message>
    <message>
        <source>it holds other files and no medic-desk database</source>
        <translation>έχει άλλα αρχεία και όχι βάση του medic-desk</translation>
    </message>
    <message>
        <source>it belongs to another user of this computer</source>
        <translation>ανήκει σε άλλον χρήστη αυτού του υπολογιστή</translation>
    </message>
    <message>
        <source>this user may not write there</source>
        <translation>αυτός ο χρήστης δεν μπορεί να γράψει εκεί</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>δεν είναι φάκελος</translation>
    </message>
    <message>
        <source>no folder can be made there</source>
        <translation>εκεί δεν μπορεί να γίνει φάκελος</translation>
    </message>
    <message>
        <source>PostgreSQL does not take a character of its name</source>
        <translation>η PostgreSQL δεν δέχεται έναν χαρακτήρα του ονόματός του</translation>
    </message>
    <message>
        <source>it holds a database whose password file is missing</source>
        <translation>έχει βάση της οποίας λείπει το αρχείο του κωδικού</translation>
    </message>
    <message>
        <source>The folder {path} cannot be used for the database: {why}.</source>
        <translation>Ο φάκελος {path} δεν κάνει για τη βάση: {why}.</translation>
    </message>
    <message>
        <source>The user {account}, who runs the database for root, cannot reach {path}.</source>
        <translation>Ο χρήστης {account}, που τρέχει τη βάση για τον root, δεν φτάνει στο {path}.</translation>
    </message>
    <message>
        <source>The database in {path} was made by PostgreSQL {found}, which this computer does not have: install it. The data was not touched.</source>
        <translation>Η βάση στο {path} έγινε από PostgreSQL {found}, που δεν υπάρχει σε αυτόν τον υπολογιστή: εγκαταστήστε την. Τα δεδομένα δεν πειράχτηκαν.</translation>
    </message>
    <message>
        <source>No PostgreSQL was found on this computer. Install medic-desk again.</source>
        <translation>Δεν βρέθηκε PostgreSQL σε αυτόν τον υπολογιστή. Εγκαταστήστε ξανά το medic-desk.</translation>
    </message>
    <message>
        <source>Another program is starting or stopping the database in {path}.</source>
        <translation>Άλλο πρόγραμμα ξεκινά ή σταματά τη βάση στο {path}.</translation>
    </message>
    <message>
        <source>The database in {path} did not start. PostgreSQL said: {said}</source>
        <translation>Η βάση στο {path} δεν ξεκίνησε. Η PostgreSQL είπε: {said}</translation>
    </message>
    <message>
        <source>Another program has held {span} since {time}.</source>
        <translation>Άλλο πρόγραμμα κρατά τις {span}, από τις {time}.</translation>
    </message>
    <message>
        <source>Another program is holding this time at the moment.</source>
        <translation>Άλλο πρόγραμμα κρατά τώρα αυτή την ώρα.</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>άλλο πρόγραμμα</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Τίποτα δεν εμποδίζει.</translation>
    </message>
    <message>
        <source>Say why: an overbooking needs a reason.</source>
        <translation>Γράψτε γιατί: ένα υπεράριθμο ραντεβού χρειάζεται λόγο.</translation>
    </message>
    <message>
        <source>Say why it was not written down then.</source>
        <translation>Γράψτε γιατί δεν καταγράφηκε τότε.</translation>
    </message>
    <message>
        <source>Choose a service first.</source>
        <translation>Επιλέξτε πρώτα υπηρεσία.</translation>
    </message>
    <message>
        <source>The appointment is not over yet.</source>
        <translation>Το ραντεβού δεν έχει τελειώσει ακόμη.</translation>
    </message>
    <message>
        <source>These hours are at {place}, {span}.</source>
        <translation>Αυτές οι ώρες είναι για: {place}, {span}.</translation>
    </message>
    <message>
        <source>{doctor} does not work on {day}.</source>
        <translation>{doctor}: δεν εργάζεται {day}.</translation>
    </message>
    <message>
        <source>{hours} and {last}</source>
        <translation>{hours} και {last}</translation>
    </message>
    <message>
        <source>{doctor} works {hours} on {day}.</source>
        <translation>{doctor}: εργάζεται {hours}, {day}.</translation>
    </message>
    <message>
        <source>appointments in person</source>
        <translation>ραντεβού με παρουσία</translation>
    </message>
    <message>
        <source>video appointments</source>
        <translation>ραντεβού με βίντεο</translation>
    </message>
    <message>
        <source>phone appointments</source>
        <translation>τηλεφωνικά ραντεβού</translation>
    </message>
    <message>
        <source>{doctor} is away: {span}.</source>
        <translation>{doctor}: λείπει, {span}.</translation>
    </message>
    <message>
        <source>{place} is closed: {reason}, {span}.</source>
        <translation>{place}: κλειστό, {reason}, {span}.</translation>
    </message>
    <message>
        <source>{place} is closed: {span}.</source>
        <translation>{place}: κλειστό, {span}.</translation>
    </message>
    <message>
        <source>The clinic is closed: {reason}, {span}.</source>
        <translation>Το πολυιατρείο είναι κλειστό: {reason}, {span}.</translation>
    </message>
    <message>
        <source>The clinic is closed: {span}.</source>
        <translation>Το πολυιατρείο είναι κλειστό: {span}.</translation>
    </message>
    <message>
        <source>{doctor} takes no appointments any more.</source>
        <translation>{doctor}: δεν δέχεται πια ραντεβού.</translation>
    </message>
    <message>
        <source>{service} is not a service of {doctor}.</source>
        <translation>{service}: δεν είναι υπηρεσία του γιατρού {doctor}.</translation>
    </message>
    <message>
        <source>{service} is not offered any more.</source>
        <translation>{service}: δεν προσφέρεται πια.</translation>
    </message>
    <message>
        <source>{moment}: not offered</source>
        <translation>{moment}: δεν προσφέρεται</translation>
    </message>
    <message>
        <source>{moment} has passed</source>
        <translation>{moment}: έχει περάσει</translation>
    </message>
    <message>
        <source>{moment} is blocked</source>
        <translation>{moment}: αποκλεισμένος χρόνος</translation>
    </message>
    <message>
        <source>{moment} is in a break</source>
        <translation>{moment}: διάλειμμα</translation>
    </message>
    <message>
        <source>{moment} is reserved</source>
        <translation>{moment}: δεσμευμένο</translation>
    </message>
    <message>
        <source>{moment} is outside hours</source>
        <translation>{moment}: εκτός ωραρίου</translation>
    </message>
    <message>
        <source>{moment} is taken</source>
        <translation>{moment}: πιασμένο</translation>
    </message>
    <message>
        <source>{moment} is too close to another appointment</source>
        <translation>{moment}: πολύ κοντά σε άλλο ραντεβού</translation>
    </message>
    <message>
        <source>{moment}: an assistant is missing</source>
        <translation>{moment}: λείπει βοηθός</translation>
    </message>
    <message>
        <source>{resource} is busy: {who}.</source>
        <translation>{resource}: απασχολείται, {who}.</translation>
    </message>
    <message>
        <source>{resource} is not at work.</source>
        <translation>{resource}: δεν εργάζεται.</translation>
    </message>
    <message>
        <source>{moment}: a room or machine is missing</source>
        <translation>{moment}: λείπει αίθουσα ή μηχάνημα</translation>
    </message>
    <message>
        <source>{moment}: not at this place</source>
        <translation>{moment}: όχι σε αυτόν τον χώρο</translation>
    </message>
    <message>
        <source>{moment} leaves too little time</source>
        <translation>{moment}: δεν φτάνει ο χρόνος</translation>
    </message>
    <message>
        <source>{moment} is too soon</source>
        <translation>{moment}: πολύ σύντομα</translation>
    </message>
    <message>
        <source>{moment} is too far ahead</source>
        <translation>{moment}: πολύ μακριά ακόμη</translation>
    </message>
    <message>
        <source>{moment} is no start</source>
        <translation>{moment}: δεν αρχίζει ραντεβού</translation>
    </message>
    <message>
        <source>{moment} is free</source>
        <translation>{moment}: ελεύθερο</translation>
    </message>
    <message>
        <source>{moment} is closed</source>
        <translation>{moment}: κλειστά</translation>
    </message>
    <message>
        <source>Who could open this time: {people}.</source>
        <translation>Την ώρα μπορεί να ανοίξει: {people}.</translation>
    </message>
    <message>
        <source>That day is over: look again.</source>
        <translation>Η ημέρα αυτή πέρασε: κοιτάξτε ξανά.</translation>
    </message>
    <message>
        <source>A doctor runs at most 240 minutes late.</source>
        <translation>Μια καθυστέρηση είναι έως 240 λεπτά.</translation>
    </message>
    <message>
        <source>Another desk has called this patient meanwhile. Look again.</source>
        <translation>Άλλη θέση κάλεσε εν τω μεταξύ αυτόν τον ασθενή. Κοιτάξτε ξανά.</translation>
    </message>
    <message>
        <source>Another desk has said since how late this doctor runs. Look again.</source>
        <translation>Άλλη θέση δήλωσε στο μεταξύ πόσο καθυστερεί αυτός ο γιατρός. Δείτε ξανά.</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Working hours</source>
        <translation>Ωράριο</translation>
    </message>
    <message>
        <source>Working out what this does…</source>
        <translation>Υπολογίζεται τι προκαλεί…</translation>
    </message>
    <message>
        <source>Saved at {time}</source>
        <translation>Αποθηκεύτηκε στις {time}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ξανά</translation>
    </message>
    <message>
        <source>Your changes are kept and not saved.</source>
        <translation>Οι αλλαγές σας μένουν και δεν έχουν αποθηκευτεί.</translation>
    </message>
    <message>
        <source>Compare both</source>
        <translation>Σύγκριση</translation>
    </message>
    <message>
        <source>Take what stands</source>
        <translation>Να ισχύσει ό,τι υπάρχει</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Απο&amp;θήκευση</translation>
    </message>
    <message>
        <source>Copy {hours} to:</source>
        <translation>Αντιγραφή {hours} σε:</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Απόρριψη αλλαγών</translation>
    </message>
    <message>
        <source>Reading the hours…</source>
        <translation>Διαβάζεται το ωράριο…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Αποθηκεύεται…</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Απενεργοποίηση</translation>
    </message>
    <message>
        <source>You may look at these hours, not change them.</source>
        <translation>Μπορείτε να δείτε αυτό το ωράριο, όχι να το αλλάξετε.</translation>
    </message>
    <message numerus="yes">
        <source>%n changes are not saved</source>
        <translation>
            <numerusform>%n αλλαγή δεν έχει αποθηκευτεί</numerusform>
            <numerusform>%n αλλαγές δεν έχουν αποθηκευτεί</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not known whether this was saved</source>
        <translation>Δεν είναι γνωστό αν αποθηκεύτηκε</translation>
    </message>
</context>
<context>
    <name>DraftSaving</name>
    <message>
        <source>Nothing was saved: put right what is marked first.</source>
        <translation>Δεν αποθηκεύτηκε τίποτα: διορθώστε πρώτα όσα σημειώνονται.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>και %n ακόμη</numerusform>
            <numerusform>και %n ακόμη</numerusform>
        </translation>
    </message>
    <message>
        <source>These appointments would lie outside hours and stay booked: {names}.</source>
        <translation>Αυτά τα ραντεβού θα έμεναν εκτός ωραρίου και κλεισμένα: {names}.</translation>
    </message>
    <message>
        <source>Save all the same</source>
        <translation>Αποθήκευση παρ’ όλα αυτά</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Πίσω</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>In &amp;use</source>
        <translation>Σε χ&amp;ρήση</translation>
    </message>
    <message>
        <source>Every service</source>
        <translation>Κάθε υπηρεσία</translation>
    </message>
    <message>
        <source>Any way</source>
        <translation>Με κάθε τρόπο</translation>
    </message>
    <message>
        <source>Any place</source>
        <translation>Κάθε παράρτημα</translation>
    </message>
    <message>
        <source>Any room</source>
        <translation>Κάθε αίθουσα</translation>
    </message>
    <message>
        <source>{name} (not in use)</source>
        <translation>{name} (δεν χρησιμοποιείται)</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Ημέρα</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Από</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>Έ&amp;ως</translation>
    </message>
    <message>
        <source>Ser&amp;vice</source>
        <translation>&amp;Υπηρεσία</translation>
    </message>
    <message>
        <source>&amp;Place</source>
        <translation>Παράρ&amp;τημα</translation>
    </message>
    <message>
        <source>&amp;Room</source>
        <translation>Αίθου&amp;σα</translation>
    </message>
    <message>
        <source>In p&amp;erson or video</source>
        <translation>Με παρουσία ή &amp;βίντεο</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Ό&amp;νομα</translation>
    </message>
    <message>
        <source>A start ever&amp;y (min)</source>
        <translation>Έναρξη &amp;κάθε (λεπτά)</translation>
    </message>
    <message>
        <source>Patie&amp;nts at once</source>
        <translation>Ασθενείς συγ&amp;χρόνως</translation>
    </message>
    <message>
        <source>Pr&amp;iority</source>
        <translation>Πρ&amp;οτεραιότητα</translation>
    </message>
    <message>
        <source>Pause before (min)</source>
        <translation>Παύση πριν (λεπτά)</translation>
    </message>
    <message>
        <source>Pause after (min)</source>
        <translation>Παύση μετά (λεπτά)</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Πρώτη ημέρα</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Τελευταία ημέρα</translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation>&amp;Ζώνη ώρας</translation>
    </message>
    <message>
        <source>always</source>
        <translation>πάντα</translation>
    </message>
</context>
<context>
    <name>RuleList</name>
    <message>
        <source>Hours</source>
        <translation>Ωράριο</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Για</translation>
    </message>
    <message>
        <source>Rules by day</source>
        <translation>Κανόνες ανά ημέρα</translation>
    </message>
    <message>
        <source>new</source>
        <translation>νέο</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>αλλαγμένο</translation>
    </message>
    <message>
        <source>to put right</source>
        <translation>για διόρθωση</translation>
    </message>
</context>
<context>
    <name>ServiceChoice</name>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Υπηρεσία</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Επιλέξτε υπηρεσία</translation>
    </message>
    <message numerus="yes">
        <source>Any of %n</source>
        <translation>
            <numerusform>%n γιατρός</numerusform>
            <numerusform>Όποιος από %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Any doctor</source>
        <translation>Οποιοσδήποτε</translation>
    </message>
    <message>
        <source>Any place</source>
        <translation>Οπουδήποτε</translation>
    </message>
    <message>
        <source>Do&amp;ctor</source>
        <translation>Γ&amp;ιατρός</translation>
    </message>
    <message>
        <source>Plac&amp;e</source>
        <translation>Παράρ&amp;τημα</translation>
    </message>
</context>
<context>
    <name>DoctorsSection</name>
    <message>
        <source>Doctors</source>
        <translation>Γιατροί</translation>
    </message>
    <message>
        <source>Name, specialty, place</source>
        <translation>Όνομα, ειδικότητα, μέρος</translation>
    </message>
    <message>
        <source>Find a doctor</source>
        <translation>Εύρεση γιατρού</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Όλοι</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Δικά μου</translation>
    </message>
    <message>
        <source>No doctor is found by this.</source>
        <translation>Δεν βρέθηκε γιατρός.</translation>
    </message>
    <message>
        <source>One doctor always stays shown.</source>
        <translation>Ένας γιατρός μένει πάντα.</translation>
    </message>
    <message>
        <source>Docto&amp;rs</source>
        <translation>&amp;Γιατροί</translation>
    </message>
</context>
<context>
    <name>DoctorChoice</name>
    <message numerus="yes">
        <source>%n free start(s) on the days shown</source>
        <translation>
            <numerusform>%n ελεύθερη ώρα τις ημέρες που φαίνονται</numerusform>
            <numerusform>%n ελεύθερες ώρες τις ημέρες που φαίνονται</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstFreeSection</name>
    <message>
        <source>First free</source>
        <translation>Πρώτη ελεύθερη</translation>
    </message>
    <message>
        <source>First free times</source>
        <translation>Πρώτες ελεύθερες ώρες</translation>
    </message>
    <message>
        <source>Choose a service to see its first free times.</source>
        <translation>Επιλέξτε υπηρεσία για τις πρώτες ελεύθερες ώρες της.</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>Δεν είναι ημερομηνία.</translation>
    </message>
    <message>
        <source>None of these doctors offers it.</source>
        <translation>Κανείς από αυτούς τους γιατρούς δεν την προσφέρει.</translation>
    </message>
    <message>
        <source>today</source>
        <translation>σήμερα</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>αύριο</translation>
    </message>
    <message>
        <source>No free time within {days} days.</source>
        <translation>Καμία ελεύθερη ώρα μέσα σε {days} ημέρες.</translation>
    </message>
    <message>
        <source>No such time within {days} days. Without these limits: {time} {day}, {place}.</source>
        <translation>Καμία τέτοια ώρα μέσα σε {days} ημέρες. Χωρίς αυτούς τους όρους: {time} {day}, {place}.</translation>
    </message>
    <message>
        <source>First &amp;free</source>
        <translation>Πρώτη ε&amp;λεύθερη</translation>
    </message>
</context>
<context>
    <name>PartOfDayChoice</name>
    <message>
        <source>Any</source>
        <translation>Όλη</translation>
    </message>
    <message>
        <source>Any time of day</source>
        <translation>Όλη την ημέρα</translation>
    </message>
    <message>
        <source>am</source>
        <translation>π.μ.</translation>
    </message>
    <message>
        <source>Before 12:00</source>
        <translation>Πριν από τις 12:00</translation>
    </message>
    <message>
        <source>pm</source>
        <translation>μ.μ.</translation>
    </message>
    <message>
        <source>From 12:00 on</source>
        <translation>Από τις 12:00 και μετά</translation>
    </message>
</context>
<context>
    <name>FirstFreeForm</name>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Γιατρός</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Παράρτημα</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Από</translation>
    </message>
    <message>
        <source>from today</source>
        <translation>από σήμερα</translation>
    </message>
    <message>
        <source>Any doctor</source>
        <translation>Οποιοσδήποτε γιατρός</translation>
    </message>
    <message>
        <source>Any of the shown</source>
        <translation>Όποιος από όσους φαίνονται</translation>
    </message>
    <message>
        <source>Any place</source>
        <translation>Οπουδήποτε</translation>
    </message>
</context>
<context>
    <name>ServiceField</name>
    <message>
        <source>No service has this name.</source>
        <translation>Καμία υπηρεσία με αυτό το όνομα.</translation>
    </message>
    <message>
        <source>No service</source>
        <translation>Καμία υπηρεσία</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Υπηρεσίες</translation>
    </message>
</context>
<context>
    <name>MonthModel</name>
    <message>
        <source>closed</source>
        <translation>κλειστά</translation>
    </message>
    <message>
        <source>full</source>
        <translation>γεμάτη</translation>
    </message>
    <message>
        <source>{percent} % taken</source>
        <translation>{percent} % κλεισμένη</translation>
    </message>
</context>
<context>
    <name>StartList</name>
    <message>
        <source>Free times</source>
        <translation>Ελεύθερες ώρες</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Let somebody else work here</source>
        <translation>Να εργαστεί εδώ άλλος</translation>
    </message>
    <message>
        <source>The clinic's clock: {time}</source>
        <translation>Το ρολόι της κλινικής: {time}</translation>
    </message>
    <message>
        <source>Reception</source>
        <translation>Υποδοχή</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Γιατρός</translation>
    </message>
    <message>
        <source>Management</source>
        <translation>Διοίκηση</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Εκτός σύνδεσης από τις {time}</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Σε σύνδεση</translation>
    </message>
    <message>
        <source>Looks for changes every 30 seconds</source>
        <translation>Κοιτά για αλλαγές κάθε 30 δευτερόλεπτα</translation>
    </message>
</context>
<context>
    <name>TimeField</name>
    <message>
        <source>hh:mm</source>
        <translation>ωω:λλ</translation>
    </message>
</context>
<context>
    <name>TimeOffForm</name>
    <message>
        <source>Ask for time off</source>
        <translation>Αίτημα άδειας</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>&amp;Υποβολή</translation>
    </message>
    <message>
        <source>&amp;Doctor</source>
        <translation>&amp;Γιατρός</translation>
    </message>
    <message>
        <source>Rea&amp;son</source>
        <translation>Α&amp;ιτία</translation>
    </message>
    <message>
        <source>Shown on the calendar</source>
        <translation>Φαίνεται στο ημερολόγιο</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>Σ&amp;ημειώσεις</translation>
    </message>
    <message>
        <source>For whoever decides</source>
        <translation>Για όποιον κρίνει</translation>
    </message>
</context>
<context>
    <name>TimeOffList</name>
    <message>
        <source>Approved</source>
        <translation>Εγκρίθηκε</translation>
    </message>
    <message>
        <source>Approved by {who} on {date} at {time}</source>
        <translation>Το ενέκρινε: {who}, {date} στις {time}</translation>
    </message>
    <message>
        <source>Asked for by {who} on {date}</source>
        <translation>Το ζήτησε: {who}, {date}</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>Ραντεβού</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Απορρίφθηκε</translation>
    </message>
    <message>
        <source>Denied by {who} on {date} at {time}</source>
        <translation>Το απέρριψε: {who}, {date} στις {time}</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Γιατρός</translation>
    </message>
    <message>
        <source>Note on the decision: {note}</source>
        <translation>Σημείωση για την απόφαση: {note}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Σημείωση: {note}</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Σε αναμονή</translation>
    </message>
    <message>
        <source>Requests for time off</source>
        <translation>Αιτήματα άδειας</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Κατάσταση</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Πότε</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Αποσύρθηκε</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Ανακλήθηκε η έγκριση</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Δεν διαβάζεται</translation>
    </message>
    <message>
        <source>Withdrawn by {who} on {date} at {time}</source>
        <translation>Το απέσυρε: {who}, {date} στις {time}</translation>
    </message>
    <message>
        <source>Approval revoked by {who} on {date} at {time}</source>
        <translation>Η έγκριση ανακλήθηκε από: {who}, {date} στις {time}</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>άλλο πρόγραμμα</translation>
    </message>
</context>
<context>
    <name>TimeOffWindow</name>
    <message>
        <source>Time off</source>
        <translation>Άδεια</translation>
    </message>
    <message>
        <source>&amp;New request…</source>
        <translation>&amp;Νέο αίτημα…</translation>
    </message>
    <message>
        <source>Requests for time off</source>
        <translation>Αιτήματα άδειας</translation>
    </message>
    <message>
        <source>No requests. A new one is made with Alt+N.</source>
        <translation>Κανένα αίτημα. Νέο με Alt+N.</translation>
    </message>
    <message>
        <source>Somebody else decides this request.</source>
        <translation>Αυτό το αίτημα το κρίνει άλλος.</translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>&amp;Approve</source>
        <translation>Έ&amp;γκριση</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>Α&amp;πόρριψη</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>Ανά&amp;κληση</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>Από&amp;συρση</translation>
    </message>
    <message>
        <source>N&amp;ote on the decision</source>
        <translation>Ση&amp;μείωση για την απόφαση</translation>
    </message>
    <message>
        <source>Needed to deny and to revoke; who asked will read it</source>
        <translation>Χρειάζεται για απόρριψη και ανάκληση· θα τη διαβάσει όποιος το ζήτησε</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>χωρίς αιτία</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Two versions of these hours</source>
        <translation>Δύο εκδοχές του ωραρίου</translation>
    </message>
    <message>
        <source>Nothing of yours is lost. These are the hours in which the two versions differ:</source>
        <translation>Δεν χάθηκε τίποτα δικό σας. Σε αυτές τις ώρες διαφέρουν οι δύο εκδοχές:</translation>
    </message>
    <message>
        <source>What stands now</source>
        <translation>Τι ισχύει τώρα</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Η δική σας εκδοχή</translation>
    </message>
    <message>
        <source>Where the two versions differ</source>
        <translation>Πού διαφέρουν οι δύο εκδοχές</translation>
    </message>
    <message>
        <source>Put &amp;mine on top</source>
        <translation>Να μπουν από πάνω τα &amp;δικά μου</translation>
    </message>
    <message>
        <source>&amp;Take what stands</source>
        <translation>Να ισχύσει ό,τι &amp;υπάρχει</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Πίσω</translation>
    </message>
    <message>
        <source>“Put mine on top” keeps the other person's changes wherever you made none.</source>
        <translation>Με τα δικά σας από πάνω μένουν οι αλλαγές του άλλου όπου εσείς δεν κάνατε καμία.</translation>
    </message>
    <message>
        <source>(no such hours)</source>
        <translation>(δεν υπάρχουν τέτοιες ώρες)</translation>
    </message>
    <message>
        <source>both changed it</source>
        <translation>το άλλαξαν και οι δύο</translation>
    </message>
    <message>
        <source>you changed it</source>
        <translation>το αλλάξατε εσείς</translation>
    </message>
    <message>
        <source>they changed it</source>
        <translation>το άλλαξε ο άλλος</translation>
    </message>
    <message>
        <source>they added it</source>
        <translation>το πρόσθεσε άλλος</translation>
    </message>
    <message>
        <source>they deleted it</source>
        <translation>το διέγραψε άλλος</translation>
    </message>
    <message>
        <source>you added it</source>
        <translation>το προσθέσατε</translation>
    </message>
    <message>
        <source>you deleted it</source>
        <translation>το διαγράψατε</translation>
    </message>
</context>
<context>
    <name>AppointmentActs</name>
    <message>
        <source>Not moved: what was done before is still on its way. Move it again in a moment.</source>
        <translation>Δεν μετακινήθηκε: η προηγούμενη ενέργεια είναι ακόμη καθ' οδόν. Μετακινήστε το ξανά σε λίγο.</translation>
    </message>
    <message>
        <source>Tr&amp;y again</source>
        <translation>&amp;Ξανά</translation>
    </message>
    <message>
        <source>Book it anew, free close to it:</source>
        <translation>Κλείστε το ξανά, ελεύθερα κοντά:</translation>
    </message>
</context>
<context>
    <name>StepButtons</name>
    <message>
        <source>What can be done</source>
        <translation>Τι μπορεί να γίνει</translation>
    </message>
</context>
<context>
    <name>AppointmentHistory</name>
    <message>
        <source>History</source>
        <translation>Ιστορικό</translation>
    </message>
    <message>
        <source>Nothing is recorded yet.</source>
        <translation>Δεν έχει καταγραφεί τίποτα ακόμη.</translation>
    </message>
</context>
<context>
    <name>Appointments</name>
    <message>
        <source>the appointment</source>
        <translation>το ραντεβού</translation>
    </message>
    <message>
        <source>Not undone.</source>
        <translation>Δεν αναιρέθηκε.</translation>
    </message>
    <message>
        <source>Not undone: somebody has changed this appointment since. Look at it, then change it.</source>
        <translation>Δεν αναιρέθηκε: κάποιος άλλαξε το ραντεβού στο μεταξύ. Δείτε το και αλλάξτε το.</translation>
    </message>
    <message>
        <source>Not undone: it never reached the database.</source>
        <translation>Δεν αναιρέθηκε: δεν έφτασε ποτέ στη βάση.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Αυτό δεν αναιρείται.</translation>
    </message>
    <message>
        <source>Somebody else has changed this appointment meanwhile, so nothing was done.</source>
        <translation>Κάποιος άλλος άλλαξε το ραντεβού στο μεταξύ, γι’ αυτό δεν έγινε τίποτα.</translation>
    </message>
    <message>
        <source>It was never confirmed, so it cannot be restored: book it anew.</source>
        <translation>Δεν είχε επιβεβαιωθεί ποτέ, γι’ αυτό δεν επαναφέρεται: κλείστε το ξανά.</translation>
    </message>
    <message>
        <source>Not done: the appointment still waits for approval.</source>
        <translation>Δεν έγινε: το ραντεβού περιμένει ακόμη έγκριση.</translation>
    </message>
    <message>
        <source>Not done: the appointment is confirmed by now.</source>
        <translation>Δεν έγινε: το ραντεβού είναι πλέον επιβεβαιωμένο.</translation>
    </message>
    <message>
        <source>Not done: the appointment is cancelled by now.</source>
        <translation>Δεν έγινε: το ραντεβού είναι πλέον ακυρωμένο.</translation>
    </message>
    <message>
        <source>Not done: the patient is noted as not having come.</source>
        <translation>Δεν έγινε: έχει σημειωθεί ότι ο ασθενής δεν ήρθε.</translation>
    </message>
    <message>
        <source>Not done: the time is only being held.</source>
        <translation>Δεν έγινε: η ώρα είναι μόνο δεσμευμένη.</translation>
    </message>
    <message>
        <source>Not done: the appointment is already marked as done.</source>
        <translation>Δεν έγινε: το ραντεβού έχει ήδη ολοκληρωθεί.</translation>
    </message>
    <message>
        <source>No patient</source>
        <translation>Χωρίς ασθενή</translation>
    </message>
    <message>
        <source>Held by {desk}</source>
        <translation>Το κρατά: {desk}</translation>
    </message>
    <message>
        <source>Held by another program since {time}</source>
        <translation>Το κρατά άλλο πρόγραμμα από τις {time}</translation>
    </message>
    <message>
        <source>Overbooked</source>
        <translation>Υπεράριθμο</translation>
    </message>
    <message>
        <source>the doctor is away</source>
        <translation>ο γιατρός λείπει</translation>
    </message>
    <message>
        <source>the time is blocked</source>
        <translation>η ώρα είναι αποκλεισμένη</translation>
    </message>
    <message>
        <source>the clinic is closed</source>
        <translation>το ιατρείο είναι κλειστό</translation>
    </message>
    <message>
        <source>the hours were changed</source>
        <translation>άλλαξε το ωράριο</translation>
    </message>
    <message>
        <source>Not undone: it was moved because {cause}, and that still stands.</source>
        <translation>Δεν αναιρέθηκε: μετακινήθηκε επειδή {cause}, και αυτό ισχύει ακόμη.</translation>
    </message>
    <message>
        <source>Not redone.</source>
        <translation>Δεν επαναλήφθηκε.</translation>
    </message>
    <message>
        <source>The patient stays: the appointment stands again.</source>
        <translation>Ο ασθενής παραμένει: το ραντεβού ισχύει ξανά.</translation>
    </message>
    <message>
        <source>The patient stays: somebody changed the entry since.</source>
        <translation>Ο ασθενής παραμένει: κάποιος άλλαξε την καρτέλα στο μεταξύ.</translation>
    </message>
    <message>
        <source>The patient stays: there is another appointment.</source>
        <translation>Ο ασθενής παραμένει: υπάρχει άλλο ραντεβού.</translation>
    </message>
    <message>
        <source>The patient stays: the entry is in use.</source>
        <translation>Ο ασθενής παραμένει: η καρτέλα χρησιμοποιείται.</translation>
    </message>
</context>
<context>
    <name>WeekOverview</name>
    <message>
        <source>The week's hours</source>
        <translation>Το ωράριο της εβδομάδας</translation>
    </message>
    <message>
        <source>No hours yet: add the first with Alt+A.</source>
        <translation>Κανένα ωράριο ακόμη: προσθέστε το πρώτο με Alt+A.</translation>
    </message>
</context>
<context>
    <name>TextSizeMenu</name>
    <message>
        <source>Text si&amp;ze</source>
        <translation>Μέγεθος γραμμά&amp;των</translation>
    </message>
    <message>
        <source>&amp;Small</source>
        <translation>&amp;Μικρά</translation>
    </message>
    <message>
        <source>&amp;Usual</source>
        <translation>&amp;Συνήθη</translation>
    </message>
    <message>
        <source>&amp;Large</source>
        <translation>Με&amp;γάλα</translation>
    </message>
    <message>
        <source>Lar&amp;gest</source>
        <translation>Μέγισ&amp;τα</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>(1st)</source>
        <translation>(1η)</translation>
    </message>
    <message>
        <source>(2nd)</source>
        <translation>(2η)</translation>
    </message>
    <message>
        <source>{time} (1st)</source>
        <translation>{time} (1η)</translation>
    </message>
    <message>
        <source>{time} (2nd)</source>
        <translation>{time} (2η)</translation>
    </message>
    <message>
        <source>{day} at {time}</source>
        <translation>{day} στις {time}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} λεπτά</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} ώρες</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ώρ. {minutes} λ.</translation>
    </message>
    <message>
        <source>{name} (left)</source>
        <translation>{name} (αποχώρησε)</translation>
    </message>
    <message>
        <source>today</source>
        <translation>σήμερα</translation>
    </message>
    <message>
        <source>{name} (no longer offered)</source>
        <translation>{name} (δεν προσφέρεται πια)</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Held</source>
        <translation>Δεσμεύτηκε</translation>
    </message>
    <message>
        <source>Hold given back</source>
        <translation>Η δέσμευση αφέθηκε</translation>
    </message>
    <message>
        <source>Hold ended</source>
        <translation>Η δέσμευση τερματίστηκε</translation>
    </message>
    <message>
        <source>Ended the hold, {moment}.</source>
        <translation>Τερματίστηκε η δέσμευση, {moment}.</translation>
    </message>
    <message>
        <source>End the &amp;hold</source>
        <translation>Τέλος δέσμευση&amp;ς</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>Κλείστηκε</translation>
    </message>
    <message>
        <source>Booked {patient}, {moment}.</source>
        <translation>Κλείστηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: the booking of {patient}, {moment}, is cancelled.</source>
        <translation>Αναιρέθηκε: το ραντεβού ακυρώθηκε, {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Ζητήθηκε</translation>
    </message>
    <message>
        <source>Asked for {patient}, {moment}.</source>
        <translation>Ζητήθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Overbooked</source>
        <translation>Κλείστηκε ως υπεράριθμο</translation>
    </message>
    <message>
        <source>Overbooked {patient}, {moment}.</source>
        <translation>Κλείστηκε ως υπεράριθμο: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Recorded afterwards</source>
        <translation>Καταγράφηκε εκ των υστέρων</translation>
    </message>
    <message>
        <source>Recorded {patient}, {moment}.</source>
        <translation>Καταγράφηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Εγκρίθηκε</translation>
    </message>
    <message>
        <source>Approved {patient}, {moment}.</source>
        <translation>Εγκρίθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>An approval cannot be undone: cancel the appointment instead.</source>
        <translation>Η έγκριση δεν αναιρείται: ακυρώστε το ραντεβού.</translation>
    </message>
    <message>
        <source>A&amp;pprove</source>
        <translation>Έ&amp;γκριση</translation>
    </message>
    <message>
        <source>Turned down</source>
        <translation>Απορρίφθηκε</translation>
    </message>
    <message>
        <source>Turned down {patient}, {moment}.</source>
        <translation>Απορρίφθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>What was turned down cannot be undone: book the appointment anew instead.</source>
        <translation>Η απόρριψη δεν αναιρείται: κλείστε το ραντεβού ξανά.</translation>
    </message>
    <message>
        <source>Turn &amp;down…</source>
        <translation>Απόρρι&amp;ψη…</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Προσήλθε</translation>
    </message>
    <message>
        <source>Arrived: {patient}, {moment}.</source>
        <translation>Προσήλθε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient}, {moment}, has not arrived yet.</source>
        <translation>Αναιρέθηκε: δεν έχει προσέλθει ακόμη, {patient}, {moment}.</translation>
    </message>
    <message>
        <source>&amp;Arrived</source>
        <translation>Π&amp;ροσήλθε</translation>
    </message>
    <message>
        <source>Into the room</source>
        <translation>Πέρασε στο ιατρείο</translation>
    </message>
    <message>
        <source>In the room: {patient}, {moment}.</source>
        <translation>Στο ιατρείο: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient}, {moment}, is not in the room yet.</source>
        <translation>Αναιρέθηκε: δεν είναι ακόμη στο ιατρείο, {patient}, {moment}.</translation>
    </message>
    <message>
        <source>In the &amp;room</source>
        <translation>Στο &amp;ιατρείο</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Ολοκληρώθηκε</translation>
    </message>
    <message>
        <source>Done: {patient}, {moment}.</source>
        <translation>Ολοκληρώθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient}, {moment}, is not done yet.</source>
        <translation>Αναιρέθηκε: δεν έχει ολοκληρωθεί ακόμη, {patient}, {moment}.</translation>
    </message>
    <message>
        <source>D&amp;one</source>
        <translation>&amp;Ολοκληρώθηκε</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Δεν ήρθε</translation>
    </message>
    <message>
        <source>Did not come: {patient}, {moment}.</source>
        <translation>Δεν ήρθε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient} is expected again, {moment}.</source>
        <translation>Αναιρέθηκε: αναμένεται ξανά, {patient}, {moment}.</translation>
    </message>
    <message>
        <source>No-&amp;show</source>
        <translation>&amp;Δεν ήρθε</translation>
    </message>
    <message>
        <source>Step taken back</source>
        <translation>Το βήμα αναιρέθηκε</translation>
    </message>
    <message>
        <source>Step taken back: {patient}, {moment}.</source>
        <translation>Το βήμα αναιρέθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>A step taken back is not undone: mark it again instead.</source>
        <translation>Η αναίρεση βήματος δεν αναιρείται: σημειώστε το βήμα ξανά.</translation>
    </message>
    <message>
        <source>Ta&amp;ke the step back</source>
        <translation>Αναίρεση &amp;βήματος</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Μετακινήθηκε</translation>
    </message>
    <message>
        <source>Moved {patient} to {moment}.</source>
        <translation>Μετακινήθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient} is back at {moment}.</source>
        <translation>Αναιρέθηκε: {patient}, πάλι {moment}.</translation>
    </message>
    <message>
        <source>&amp;Move…</source>
        <translation>&amp;Μετακίνηση…</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Ακυρώθηκε</translation>
    </message>
    <message>
        <source>Cancelled {patient}, {moment}.</source>
        <translation>Ακυρώθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient} has the appointment again, {moment}.</source>
        <translation>Αναιρέθηκε: το ραντεβού ισχύει ξανά, {patient}, {moment}.</translation>
    </message>
    <message>
        <source>It waited for approval when it was cancelled: book the appointment anew instead.</source>
        <translation>Περίμενε έγκριση όταν ακυρώθηκε: κλείστε το ραντεβού ξανά.</translation>
    </message>
    <message>
        <source>&amp;Cancel appointment…</source>
        <translation>Α&amp;κύρωση ραντεβού…</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Επαναφέρθηκε</translation>
    </message>
    <message>
        <source>Restored {patient}, {moment}.</source>
        <translation>Επαναφέρθηκε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient}, {moment}, is as before it was restored.</source>
        <translation>Αναιρέθηκε: όπως πριν από την επαναφορά, {patient}, {moment}.</translation>
    </message>
    <message>
        <source>R&amp;estore</source>
        <translation>&amp;Επαναφορά</translation>
    </message>
    <message>
        <source>Service changed</source>
        <translation>Άλλαξε η υπηρεσία</translation>
    </message>
    <message>
        <source>Another service for {patient}, {moment}.</source>
        <translation>Νέα υπηρεσία: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient}, {moment}, has the former service again.</source>
        <translation>Αναιρέθηκε: {patient}, {moment}, έχει πάλι την προηγούμενη υπηρεσία.</translation>
    </message>
    <message>
        <source>Change ser&amp;vice…</source>
        <translation>Αλλαγή &amp;υπηρεσίας…</translation>
    </message>
    <message>
        <source>Book {patient}, {moment}</source>
        <translation>Ραντεβού: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Ask for {patient}, {moment}</source>
        <translation>Αίτημα: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Overbook {patient}, {moment}</source>
        <translation>Υπεράριθμο: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Record {patient}, {moment}</source>
        <translation>Καταγραφή: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Approve {patient}, {moment}</source>
        <translation>Έγκριση: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Turn down {patient}, {moment}</source>
        <translation>Απόρριψη: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Arrived: {patient}, {moment}</source>
        <translation>Άφιξη: {patient}, {moment}</translation>
    </message>
    <message>
        <source>In the room: {patient}, {moment}</source>
        <translation>Στην αίθουσα: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Done: {patient}, {moment}</source>
        <translation>Ολοκλήρωση: {patient}, {moment}</translation>
    </message>
    <message>
        <source>No-show: {patient}, {moment}</source>
        <translation>Δεν ήρθε: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Step back: {patient}, {moment}</source>
        <translation>Βήμα πίσω: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Cancel {patient}, {moment}</source>
        <translation>Ακύρωση: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Restore {patient}, {moment}</source>
        <translation>Επαναφορά: {patient}, {moment}</translation>
    </message>
    <message>
        <source>End the hold, {moment}</source>
        <translation>Τέλος δέσμευσης, {moment}</translation>
    </message>
    <message>
        <source>Move {patient} to {after}</source>
        <translation>Μετακίνηση: {patient}, {after}</translation>
    </message>
    <message>
        <source>Move {patient} {before} → {after}</source>
        <translation>Μετακίνηση: {patient}, {before} → {after}</translation>
    </message>
    <message>
        <source>Change the service of {patient}, {moment}</source>
        <translation>Αλλαγή υπηρεσίας: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Next to undo: {act}.</source>
        <translation>Επόμενη αναίρεση: {act}.</translation>
    </message>
    <message>
        <source>Next to redo: {act}.</source>
        <translation>Επόμενη επανάληψη: {act}.</translation>
    </message>
    <message>
        <source>Walked in</source>
        <translation>Ήρθε χωρίς ραντεβού</translation>
    </message>
    <message>
        <source>Walk-in: {patient}, {moment}</source>
        <translation>Έκτακτο: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Booked and arrived: {patient}, {moment}.</source>
        <translation>Κλείστηκε και προσήλθε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {patient}, {moment}, is neither booked nor here.</source>
        <translation>Αναιρέθηκε: {patient}, {moment}, ούτε ραντεβού ούτε προσέλευση.</translation>
    </message>
    <message>
        <source>Walk-in taken back</source>
        <translation>Αναίρεση έκτακτου</translation>
    </message>
    <message>
        <source>Put back on the list to rebook</source>
        <translation>Επιστροφή στη λίστα προς μεταφορά</translation>
    </message>
    <message>
        <source>Not undone: {why}</source>
        <translation>Δεν αναιρέθηκε: {why}</translation>
    </message>
    <message>
        <source>Not done again: {why}</source>
        <translation>Δεν έγινε ξανά: {why}</translation>
    </message>
</context>
<context>
    <name>Unreadable</name>
    <message numerus="yes">
        <source>%n row(s) could not be read: {rows} – tell whoever looks after the database.</source>
        <translation>
            <numerusform>%n εγγραφή δεν διαβάζεται: {rows} – ενημερώστε όποιον φροντίζει τη βάση.</numerusform>
            <numerusform>%n εγγραφές δεν διαβάζονται: {rows} – ενημερώστε όποιον φροντίζει τη βάση.</numerusform>
        </translation>
    </message>
    <message>
        <source>{row} could not be read</source>
        <translation>η εγγραφή {row} δεν διαβάζεται</translation>
    </message>
</context>
<context>
    <name>AppointmentDialog</name>
    <message>
        <source>No patient</source>
        <translation>Χωρίς ασθενή</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>Try a&amp;gain</source>
        <translation>&amp;Δοκιμή ξανά</translation>
    </message>
</context>
<context>
    <name>OverbookDialog</name>
    <message>
        <source>Overbook</source>
        <translation>Υπεράριθμο ραντεβού</translation>
    </message>
    <message>
        <source>Lea&amp;ve it</source>
        <translation>Ά&amp;κυρο</translation>
    </message>
    <message>
        <source>Overbook {moment}</source>
        <translation>Υπεράριθμο: {moment}</translation>
    </message>
    <message>
        <source>Pat&amp;ient</source>
        <translation>Α&amp;σθενής</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>Υ&amp;πηρεσία</translation>
    </message>
    <message>
        <source>It collides with</source>
        <translation>Συμπίπτει με</translation>
    </message>
    <message>
        <source>Why it cannot wait for a free time</source>
        <translation>Γιατί δεν μπορεί να περιμένει ελεύθερη ώρα</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Λόγος</translation>
    </message>
    <message>
        <source>This doctor offers no service yet.</source>
        <translation>Ο γιατρός δεν προσφέρει ακόμη καμία υπηρεσία.</translation>
    </message>
    <message>
        <source>Nothing any more: book it as usual.</source>
        <translation>Με τίποτα πια: κλείστε το κανονικά.</translation>
    </message>
    <message>
        <source>Only people, rooms and machines can be overbooked.</source>
        <translation>Υπεράριθμα κλείνουν μόνο πάνω σε άλλα ραντεβού, αίθουσες και μηχανήματα.</translation>
    </message>
    <message>
        <source>Overbooking…</source>
        <translation>Κλείνεται…</translation>
    </message>
    <message>
        <source>&amp;Overbook {moment}</source>
        <translation>&amp;Υπεράριθμο: {moment}</translation>
    </message>
    <message>
        <source>Choose a service to see what is in its way.</source>
        <translation>Επιλέξτε υπηρεσία για να δείτε τι την εμποδίζει.</translation>
    </message>
    <message>
        <source>&amp;Overbook {moment} for a new patient (Ctrl+Enter)</source>
        <translation>&amp;Υπεράριθμο για νέο ασθενή: {moment} (Ctrl+Enter)</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>Record a past appointment</source>
        <translation>Καταγραφή περασμένου ραντεβού</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>Έ&amp;γινε</translation>
    </message>
    <message>
        <source>Did &amp;not come</source>
        <translation>Δε&amp;ν ήρθε</translation>
    </message>
    <message>
        <source>What happened and was not written down.</source>
        <translation>Ό,τι έγινε και δεν γράφτηκε τότε.</translation>
    </message>
    <message>
        <source>Pat&amp;ient</source>
        <translation>Α&amp;σθενής</translation>
    </message>
    <message>
        <source>D&amp;octor</source>
        <translation>Γ&amp;ιατρός</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Υπηρεσία</translation>
    </message>
    <message>
        <source>Pl&amp;ace</source>
        <translation>&amp;Παράρτημα</translation>
    </message>
    <message>
        <source>Da&amp;y</source>
        <translation>&amp;Ημέρα</translation>
    </message>
    <message>
        <source>Tim&amp;e</source>
        <translation>Ώ&amp;ρα</translation>
    </message>
    <message>
        <source>Min&amp;utes</source>
        <translation>Λεπ&amp;τά</translation>
    </message>
    <message>
        <source>Why it was not written down then</source>
        <translation>Γιατί δεν γράφτηκε τότε</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Λόγος</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>Καταγράφεται…</translation>
    </message>
    <message>
        <source>Re&amp;cord</source>
        <translation>&amp;Καταγραφή</translation>
    </message>
    <message>
        <source>Re&amp;cord {moment}</source>
        <translation>&amp;Καταγραφή: {moment}</translation>
    </message>
    <message>
        <source>Write the day as day/month/year.</source>
        <translation>Γράψτε την ημέρα ως ημέρα/μήνας/έτος.</translation>
    </message>
    <message>
        <source>Write the time as 10:30.</source>
        <translation>Γράψτε την ώρα ως 10:30.</translation>
    </message>
    <message>
        <source>This is not over yet: book it instead.</source>
        <translation>Δεν έχει τελειώσει ακόμη: κλείστε το ως ραντεβού.</translation>
    </message>
    <message>
        <source>A number of minutes from 1 to {most}.</source>
        <translation>Αριθμός λεπτών από 1 έως {most}.</translation>
    </message>
    <message>
        <source>Choose a place</source>
        <translation>Επιλέξτε παράρτημα</translation>
    </message>
    <message>
        <source>Choose where it was.</source>
        <translation>Επιλέξτε πού έγινε.</translation>
    </message>
    <message>
        <source>Re&amp;cord a new patient (Ctrl+Enter)</source>
        <translation>&amp;Καταγραφή νέου ασθενή (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Choose a doctor</source>
        <translation>Επιλέξτε γιατρό</translation>
    </message>
    <message>
        <source>Choose with whom it was.</source>
        <translation>Επιλέξτε με ποιον έγινε.</translation>
    </message>
</context>
<context>
    <name>ServiceDialog</name>
    <message>
        <source>Change service</source>
        <translation>Αλλαγή υπηρεσίας</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>Ά&amp;κυρο</translation>
    </message>
    <message>
        <source>Now {service}</source>
        <translation>Τώρα: {service}</translation>
    </message>
    <message>
        <source>without a service</source>
        <translation>χωρίς υπηρεσία</translation>
    </message>
    <message>
        <source>New &amp;service</source>
        <translation>Νέα &amp;υπηρεσία</translation>
    </message>
    <message>
        <source>The doctor offers no other service.</source>
        <translation>Ο γιατρός δεν προσφέρει άλλη υπηρεσία.</translation>
    </message>
    <message>
        <source>Then {span}</source>
        <translation>Τότε: {span}</translation>
    </message>
    <message>
        <source>Move it first, then change the service.</source>
        <translation>Μετακινήστε το πρώτα, μετά αλλάξτε την υπηρεσία.</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>Αλλάζει…</translation>
    </message>
    <message>
        <source>&amp;Change service</source>
        <translation>&amp;Αλλαγή υπηρεσίας</translation>
    </message>
    <message>
        <source>Press once more to change it all the same.</source>
        <translation>Πατήστε ξανά για να αλλάξει παρ’ όλα αυτά.</translation>
    </message>
</context>
<context>
    <name>WhyNotPopover</name>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Overbook…</source>
        <translation>Υπεράριθμο…</translation>
    </message>
    <message>
        <source>Open this hour…</source>
        <translation>Άνοιγμα της ώρας…</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Γιατί όχι</translation>
    </message>
    <message>
        <source>Nearest starts for</source>
        <translation>Κοντινότερα για</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>Looking for free starts…</source>
        <translation>Αναζήτηση ελεύθερων…</translation>
    </message>
    <message>
        <source>This doctor offers no service yet.</source>
        <translation>Ο γιατρός δεν προσφέρει ακόμη καμία υπηρεσία.</translation>
    </message>
    <message>
        <source>No colleague has a free start in these four weeks.</source>
        <translation>Κανένας συνάδελφος δεν έχει ελεύθερο σε αυτές τις τέσσερις εβδομάδες.</translation>
    </message>
    <message>
        <source>No free start in these four weeks.</source>
        <translation>Κανένα ελεύθερο σε αυτές τις τέσσερις εβδομάδες.</translation>
    </message>
    <message>
        <source>This doctor…</source>
        <translation>Αυτός ο γιατρός…</translation>
    </message>
    <message>
        <source>Other doctors…</source>
        <translation>Άλλοι γιατροί…</translation>
    </message>
</context>
<context>
    <name>BookingDock</name>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>New appointment</source>
        <translation>Νέο ραντεβού</translation>
    </message>
    <message>
        <source>Booking…</source>
        <translation>Καταχωρίζεται…</translation>
    </message>
    <message>
        <source>&amp;Book a new patient (Ctrl+Enter)</source>
        <translation>&amp;Καταχώριση νέου ασθενή (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>&amp;Book</source>
        <translation>&amp;Καταχώριση</translation>
    </message>
    <message>
        <source>This has only just changed. Look at it, then press again.</source>
        <translation>Μόλις άλλαξε. Δείτε το και πατήστε ξανά.</translation>
    </message>
    <message>
        <source>{service} is no longer offered: choose another service.</source>
        <translation>{service}: δεν προσφέρεται πια, επιλέξτε άλλη υπηρεσία.</translation>
    </message>
    <message>
        <source>Tr&amp;y again</source>
        <translation>&amp;Ξανά</translation>
    </message>
</context>
<context>
    <name>BookingFoot</name>
    <message>
        <source>Held for you, other desks see it</source>
        <translation>Κρατείται για εσάς, το βλέπουν και οι άλλες θέσεις</translation>
    </message>
    <message>
        <source>Not renewed: held for you {time} more</source>
        <translation>Δεν ανανεώνεται: κρατείται για εσάς {time} ακόμη</translation>
    </message>
    <message>
        <source>No longer held for you: another desk may take it.</source>
        <translation>Δεν κρατείται πια για εσάς: μπορεί να το πάρει άλλη θέση.</translation>
    </message>
</context>
<context>
    <name>BookingForm</name>
    <message>
        <source>For the doctor; Ctrl+Enter books</source>
        <translation>Για τον γιατρό· Ctrl+Enter καταχωρίζει</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>Σ&amp;ημειώσεις</translation>
    </message>
    <message>
        <source>Choose a service.</source>
        <translation>Επιλέξτε υπηρεσία.</translation>
    </message>
    <message>
        <source>Choose a time.</source>
        <translation>Επιλέξτε ώρα.</translation>
    </message>
    <message>
        <source>Pat&amp;ient</source>
        <translation>Α&amp;σθενής</translation>
    </message>
</context>
<context>
    <name>LengthChoice</name>
    <message>
        <source>{duration} as drawn</source>
        <translation>{duration} όπως σύρθηκε</translation>
    </message>
    <message>
        <source>{duration} as the service</source>
        <translation>{duration} όπως η υπηρεσία</translation>
    </message>
</context>
<context>
    <name>NearestOffers</name>
    <message>
        <source>Free close to it:</source>
        <translation>Ελεύθερα κοντά:</translation>
    </message>
    <message>
        <source>{moment} is not free for this service. Free close to it:</source>
        <translation>{moment}: δεν είναι ελεύθερο για αυτή την υπηρεσία. Ελεύθερα κοντά:</translation>
    </message>
</context>
<context>
    <name>OwnAppointments</name>
    <message>
        <source>The patient's appointments</source>
        <translation>Τα ραντεβού του ασθενή</translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation>προς έγκριση</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>δεν ήρθε</translation>
    </message>
</context>
<context>
    <name>StartChoice</name>
    <message>
        <source>Choose a service to see its free starts.</source>
        <translation>Επιλέξτε υπηρεσία για να δείτε τις ελεύθερες ώρες της.</translation>
    </message>
    <message>
        <source>Nothing is free here.</source>
        <translation>Καμία ελεύθερη ώρα εδώ.</translation>
    </message>
    <message>
        <source>Free s&amp;tarts</source>
        <translation>&amp;Ελεύθερες ώρες</translation>
    </message>
</context>
<context>
    <name>StartFilter</name>
    <message>
        <source>From</source>
        <translation>Από</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Νωρίτερα</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Αργότερα</translation>
    </message>
</context>
<context>
    <name>Meetings</name>
    <message>
        <source>Has {time} with {doctor} at the same time.</source>
        <translation>Έχει {time} με {doctor} την ίδια ώρα.</translation>
    </message>
    <message>
        <source>Has {time} with {doctor} at {place}: only {minutes} min between two places.</source>
        <translation>Έχει {time} με {doctor}, {place}: μόνο {minutes} λεπτά ανάμεσα σε δύο μέρη.</translation>
    </message>
    <message>
        <source>Is here already, since {since}, for {time} with {doctor}.</source>
        <translation>Είναι ήδη εδώ, από {since}, για {time} με {doctor}.</translation>
    </message>
    <message>
        <source>Has {time} with {doctor} that day.</source>
        <translation>Έχει {time} με {doctor} την ίδια μέρα.</translation>
    </message>
    <message>
        <source>Had {service} on {moment} with {doctor}.</source>
        <translation>Είχε {service}, {moment}, με {doctor}.</translation>
    </message>
    <message>
        <source>Has {service} on {moment} with {doctor}.</source>
        <translation>Έχει {service}, {moment}, με {doctor}.</translation>
    </message>
</context>
<context>
    <name>NoFreeTime</name>
    <message>
        <source>The service is no longer offered.</source>
        <translation>Η υπηρεσία δεν προσφέρεται πια.</translation>
    </message>
    <message>
        <source>The service is not offered at this place.</source>
        <translation>Η υπηρεσία δεν προσφέρεται σε αυτό το παράρτημα.</translation>
    </message>
    <message>
        <source>These days are over.</source>
        <translation>Αυτές οι μέρες πέρασαν.</translation>
    </message>
    <message>
        <source>No working hours for this service on these days.</source>
        <translation>Κανένα ωράριο για αυτή την υπηρεσία αυτές τις μέρες.</translation>
    </message>
    <message>
        <source>No working hours on these days are long enough for it.</source>
        <translation>Κανένα ωράριο αυτών των ημερών δεν φτάνει για αυτήν.</translation>
    </message>
    <message>
        <source>Away until {day}</source>
        <translation>Λείπει έως {day}</translation>
    </message>
    <message>
        <source>Away on these days</source>
        <translation>Λείπει αυτές τις μέρες</translation>
    </message>
    <message>
        <source>Closed until {day}</source>
        <translation>Κλειστά έως {day}</translation>
    </message>
    <message>
        <source>Closed on these days</source>
        <translation>Κλειστά αυτές τις μέρες</translation>
    </message>
    <message>
        <source>Fully booked on these days.</source>
        <translation>Όλα κλεισμένα αυτές τις μέρες.</translation>
    </message>
    <message>
        <source>A room, machine or assistant it needs is taken on these days.</source>
        <translation>Η αίθουσα, το μηχάνημα ή ο βοηθός που χρειάζεται δεν διατίθεται αυτές τις μέρες.</translation>
    </message>
    <message>
        <source>Nothing is free from {first} to {last}.</source>
        <translation>Καμία ελεύθερη ώρα από {first} έως {last}.</translation>
    </message>
    <message>
        <source>At another time of the day there is.</source>
        <translation>Σε άλλο μέρος της ημέρας υπάρχει.</translation>
    </message>
    <message>
        <source>{doctor} takes no appointments any more.</source>
        <translation>{doctor}: δεν δέχεται πια ραντεβού.</translation>
    </message>
    <message>
        <source>{names} and others</source>
        <translation>{names} και άλλοι</translation>
    </message>
</context>
<context>
    <name>UndoRedo</name>
    <message>
        <source>&amp;Leave it out</source>
        <translation>Παράλει&amp;ψη</translation>
    </message>
    <message>
        <source>{patient} was entered for this booking. Remove the patient too?</source>
        <translation>{patient}: η καρτέλα ανοίχτηκε για αυτό το ραντεβού. Να αφαιρεθεί και η καρτέλα;</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Α&amp;φαίρεση</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Διατήρηση</translation>
    </message>
    <message>
        <source>Removed {patient} from the patients.</source>
        <translation>Αφαιρέθηκε από τους ασθενείς: {patient}.</translation>
    </message>
</context>
<context>
    <name>UndoActions</name>
    <message>
        <source>&amp;Undo: {act}</source>
        <translation>&amp;Αναίρεση: {act}</translation>
    </message>
    <message>
        <source>Redo: {act}</source>
        <translation>Επανάληψη: {act}</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>never</source>
        <translation>ποτέ</translation>
    </message>
    <message>
        <source>ran out {time}</source>
        <translation>έληξε {time}</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>Άλλο πρόγραμμα</translation>
    </message>
    <message>
        <source>{desk} (this desk)</source>
        <translation>{desk} (αυτή η θέση)</translation>
    </message>
    <message>
        <source>never runs out</source>
        <translation>δεν λήγει</translation>
    </message>
    <message>
        <source>This hold never runs out by itself: end it where nobody books there.</source>
        <translation>Η δέσμευση δεν λήγει μόνη της: τερματίστε την, αν δεν κλείνει κανείς ραντεβού εκεί.</translation>
    </message>
    <message>
        <source>A form of this desk holds it: close the form, or it runs out at {time}.</source>
        <translation>Τη δεσμεύει φόρμα αυτής της θέσης: κλείστε τη φόρμα, αλλιώς λήγει {time}.</translation>
    </message>
    <message>
        <source>Somebody may be booking there: it runs out by itself at {time}.</source>
        <translation>Ίσως κάποιος κλείνει ραντεβού εκεί: λήγει μόνη της {time}.</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Ζητήθηκε</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Ασθενής</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Για πότε</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Γιατρός</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>Λήγει</translation>
    </message>
    <message>
        <source>Requests to approve</source>
        <translation>Αιτήματα προς έγκριση</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Δεσμεύει</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ώρα</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Από</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Έως</translation>
    </message>
    <message>
        <source>Times that are held</source>
        <translation>Δεσμευμένες ώρες</translation>
    </message>
</context>
<context>
    <name>DockedList</name>
    <message>
        <source>Show in the ca&amp;lendar</source>
        <translation>Εμ&amp;φάνιση στο ημερολόγιο</translation>
    </message>
    <message>
        <source>Close the list</source>
        <translation>Κλείσιμο λίστας</translation>
    </message>
    <message>
        <source>Close the list (Esc)</source>
        <translation>Κλείσιμο λίστας (Esc)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Ανάγνωση…</translation>
    </message>
</context>
<context>
    <name>WaitingPane</name>
    <message>
        <source>Requests to approve</source>
        <translation>Αιτήματα προς έγκριση</translation>
    </message>
    <message>
        <source>No request waits. What patients and other programs ask for appears here by itself, to be approved with F2 or turned down with Shift+F2.</source>
        <translation>Κανένα αίτημα δεν περιμένει. Όσα ζητούν ασθενείς και άλλα προγράμματα εμφανίζονται εδώ μόνα τους, για έγκριση με F2 ή απόρριψη με Shift+F2.</translation>
    </message>
    <message>
        <source>Times that are held</source>
        <translation>Δεσμευμένες ώρες</translation>
    </message>
    <message>
        <source>Nobody holds a time. While a booking form is open at a desk its time is held, and stands here.</source>
        <translation>Κανείς δεν δεσμεύει ώρα. Όσο μια φόρμα ραντεβού είναι ανοιχτή σε μια θέση, η ώρα της δεσμεύεται και φαίνεται εδώ.</translation>
    </message>
    <message>
        <source>Choose a row with the arrow keys.</source>
        <translation>Διαλέξτε γραμμή με τα βέλη.</translation>
    </message>
    <message>
        <source>It ran out: it can be approved while nobody else has taken its time.</source>
        <translation>Έληξε: εγκρίνεται όσο κανείς άλλος δεν έχει πάρει την ώρα του.</translation>
    </message>
</context>
<context>
    <name>Badges</name>
    <message>
        <source>Rebook {count}</source>
        <translation>Μεταφορά {count}</translation>
    </message>
    <message>
        <source>Requests {count}</source>
        <translation>Αιτήματα {count}</translation>
    </message>
    <message>
        <source>Holds {count}</source>
        <translation>Δεσμεύσεις {count}</translation>
    </message>
    <message numerus="yes">
        <source>%n patients to call</source>
        <translation>
            <numerusform>%n ασθενής προς κλήση</numerusform>
            <numerusform>%n ασθενείς προς κλήση</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests to approve</source>
        <translation>
            <numerusform>%n αίτημα προς έγκριση</numerusform>
            <numerusform>%n αιτήματα προς έγκριση</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times held by others</source>
        <translation>
            <numerusform>%n ώρα δεσμευμένη από άλλους</numerusform>
            <numerusform>%n ώρες δεσμευμένες από άλλους</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls {count}</source>
        <translation>Κλήσεις {count}</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments of the next day to call about</source>
        <translation>
            <numerusform>%n ραντεβού της επόμενης ημέρας για κλήση</numerusform>
            <numerusform>%n ραντεβού της επόμενης ημέρας για κλήση</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActAnswers</name>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <source>Free: {duration}</source>
        <translation>Ελεύθερο: {duration}</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Ελεύθερο</translation>
    </message>
    <message>
        <source>{patient} cannot go to {moment}.</source>
        <translation>{patient}: δεν μπορεί να πάει {moment}.</translation>
    </message>
    <message>
        <source>{patient}: somebody has changed this appointment while you were moving it, so it was not moved.</source>
        <translation>{patient}: κάποιος άλλαξε αυτό το ραντεβού όσο το μετακινούσατε, γι' αυτό δεν μετακινήθηκε.</translation>
    </message>
    <message>
        <source>It is cancelled.</source>
        <translation>Είναι ακυρωμένο.</translation>
    </message>
    <message>
        <source>It is now booked for {moment} with {doctor}.</source>
        <translation>Τώρα είναι κλεισμένο για {moment}, {doctor}.</translation>
    </message>
    <message>
        <source>{patient} now lasts {duration}: {moment}.</source>
        <translation>{patient}: τώρα διαρκεί {duration}, {moment}.</translation>
    </message>
    <message>
        <source>These days are still being read.</source>
        <translation>Αυτές οι ημέρες διαβάζονται ακόμη.</translation>
    </message>
    <message>
        <source>You may not move appointments to this doctor.</source>
        <translation>Δεν έχετε δικαίωμα να μετακινείτε ραντεβού σε αυτόν τον γιατρό.</translation>
    </message>
    <message>
        <source>This appointment has no service: it cannot be moved by hand.</source>
        <translation>Αυτό το ραντεβού δεν έχει υπηρεσία: δεν μετακινείται με το χέρι.</translation>
    </message>
    <message>
        <source>{doctor} does not offer {service}.</source>
        <translation>{doctor}: δεν προσφέρει {service}.</translation>
    </message>
    <message>
        <source>between the usual starts</source>
        <translation>ανάμεσα στις συνηθισμένες ώρες</translation>
    </message>
</context>
<context>
    <name>Pinboard</name>
    <message>
        <source>Pinboard</source>
        <translation>Πίνακας μεταφοράς</translation>
    </message>
    <message>
        <source>Drop it here to carry it to another day or doctor.</source>
        <translation>Αφήστε το εδώ για να το μεταφέρετε σε άλλη ημέρα ή γιατρό.</translation>
    </message>
    <message>
        <source>was {date} {time}</source>
        <translation>ήταν {date} {time}</translation>
    </message>
    <message>
        <source>{patient}, {moment}: {standing}. It cannot be moved any more.</source>
        <translation>{patient}, {moment}: {standing}. Δεν μετακινείται πια.</translation>
    </message>
    <message>
        <source>in the room by now</source>
        <translation>είναι πια στην αίθουσα</translation>
    </message>
    <message>
        <source>done by now</source>
        <translation>έχει πια ολοκληρωθεί</translation>
    </message>
    <message>
        <source>cancelled by now</source>
        <translation>έχει πια ακυρωθεί</translation>
    </message>
    <message>
        <source>did not come</source>
        <translation>δεν ήρθε</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>δεν υπάρχει πια</translation>
    </message>
    <message>
        <source>changed meanwhile</source>
        <translation>άλλαξε στο μεταξύ</translation>
    </message>
</context>
<context>
    <name>PinList</name>
    <message>
        <source>Pinboard</source>
        <translation>Πίνακας μεταφοράς</translation>
    </message>
</context>
<context>
    <name>Moves</name>
    <message>
        <source>Move it close to there:</source>
        <translation>Μετακίνηση κοντά σε εκείνη την ώρα:</translation>
    </message>
</context>
<context>
    <name>Hands</name>
    <message>
        <source>It is there already: choose another time.</source>
        <translation>Είναι ήδη εκεί: επιλέξτε άλλη ώρα.</translation>
    </message>
</context>
<context>
    <name>RefusedPlaces</name>
    <message>
        <source>No free start within four weeks of then.</source>
        <translation>Κανένα ελεύθερο ως τέσσερις εβδομάδες πριν ή μετά.</translation>
    </message>
</context>
<context>
    <name>ContextMenus</name>
    <message>
        <source>&amp;Book…</source>
        <translation>&amp;Νέο ραντεβού…</translation>
    </message>
    <message>
        <source>&amp;Why is nothing free here?</source>
        <translation>&amp;Γιατί δεν είναι ελεύθερο;</translation>
    </message>
    <message>
        <source>B&amp;lock this time…</source>
        <translation>&amp;Αποκλεισμός αυτού του χρόνου…</translation>
    </message>
    <message>
        <source>&amp;Only this doctor</source>
        <translation>&amp;Μόνο αυτός ο γιατρός</translation>
    </message>
    <message>
        <source>&amp;All doctors</source>
        <translation>Ό&amp;λοι οι γιατροί</translation>
    </message>
    <message>
        <source>&amp;Hours…</source>
        <translation>&amp;Ωράριο…</translation>
    </message>
    <message>
        <source>&amp;Blocked time…</source>
        <translation>&amp;Αποκλεισμένος χρόνος…</translation>
    </message>
    <message>
        <source>Runs &amp;late…</source>
        <translation>Κα&amp;θυστερεί…</translation>
    </message>
    <message>
        <source>&amp;Ill today…</source>
        <translation>Άρρωστος &amp;σήμερα…</translation>
    </message>
</context>
<context>
    <name>ServiceCombo</name>
    <message>
        <source>Choose a service</source>
        <translation>Επιλέξτε υπηρεσία</translation>
    </message>
</context>
<context>
    <name>ClockChange</name>
    <message>
        <source>There is no {time} on {day}: the clock goes from {before} to {after}.</source>
        <translation>{day}: ώρα {time} δεν υπάρχει, το ρολόι πηγαίνει από τις {before} στις {after}.</translation>
    </message>
    <message>
        <source>{time} comes twice on {day}: choose which.</source>
        <translation>{day}: η ώρα {time} έρχεται δύο φορές, επιλέξτε ποια.</translation>
    </message>
    <message>
        <source>{time}, before the clock goes back</source>
        <translation>{time}, πριν γυρίσει πίσω το ρολόι</translation>
    </message>
    <message>
        <source>{time}, after the clock went back</source>
        <translation>{time}, αφού γύρισε πίσω το ρολόι</translation>
    </message>
</context>
<context>
    <name>PatientPart</name>
    <message>
        <source>Warning for the desk</source>
        <translation>Προσοχή για τη γραμματεία</translation>
    </message>
</context>
<context>
    <name>PatientCard</name>
    <message>
        <source>To come</source>
        <translation>Προσεχή</translation>
    </message>
    <message>
        <source>Past and cancelled</source>
        <translation>Παλαιότερα και ακυρωμένα</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Πότε</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Γιατρός</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Παράρτημα</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Κατάσταση</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>Προς έγκριση</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>Κλεισμένο</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Ήρθε</translation>
    </message>
    <message>
        <source>In the room</source>
        <translation>Στην αίθουσα</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Ολοκληρώθηκε</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Ακυρώθηκε</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Δεν ήρθε</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Κρατείται</translation>
    </message>
</context>
<context>
    <name>CardAppointments</name>
    <message>
        <source>Appointments</source>
        <translation>Ραντεβού</translation>
    </message>
</context>
<context>
    <name>CardField</name>
    <message>
        <source>Take it</source>
        <translation>Να ισχύσει αυτό</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Να μείνει το δικό μου</translation>
    </message>
    <message>
        <source>Somebody else wrote: {value}</source>
        <translation>Στο μεταξύ γράφτηκε: {value}</translation>
    </message>
    <message>
        <source>Somebody else emptied this.</source>
        <translation>Στο μεταξύ κάποιος το έσβησε.</translation>
    </message>
</context>
<context>
    <name>CardHead</name>
    <message>
        <source>Warning for the desk</source>
        <translation>Προσοχή για τη γραμματεία</translation>
    </message>
    <message>
        <source>No appointment is to come.</source>
        <translation>Δεν υπάρχει προσεχές ραντεβού.</translation>
    </message>
    <message>
        <source>Next: {appointment}</source>
        <translation>Επόμενο: {appointment}</translation>
    </message>
</context>
<context>
    <name>CardPane</name>
    <message>
        <source>&amp;Book again…</source>
        <translation>&amp;Νέο ίδιο ραντεβού…</translation>
    </message>
    <message>
        <source>Show in the &amp;calendar</source>
        <translation>Στο &amp;ημερολόγιο</translation>
    </message>
    <message>
        <source>Nothing was ever booked for this patient.</source>
        <translation>Δεν έχει κλειστεί ποτέ ραντεβού για αυτόν τον ασθενή.</translation>
    </message>
    <message numerus="yes">
        <source>%n appointment(s) cannot be read.</source>
        <translation>
            <numerusform>%n ραντεβού δεν διαβάζεται.</numerusform>
            <numerusform>%n ραντεβού δεν διαβάζονται.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Book…</source>
        <translation>&amp;Νέο ραντεβού…</translation>
    </message>
</context>
<context>
    <name>PatientFieldsForm</name>
    <message>
        <source>day/month/year</source>
        <translation>ημέρα/μήνας/έτος</translation>
    </message>
    <message>
        <source>Whose phone it is</source>
        <translation>Ποιανού είναι το τηλέφωνο</translation>
    </message>
    <message>
        <source>own</source>
        <translation>του ίδιου</translation>
    </message>
    <message>
        <source>The birth date that is stored cannot be read: type it anew.</source>
        <translation>Η αποθηκευμένη ημερομηνία γέννησης δεν διαβάζεται: γράψτε την ξανά.</translation>
    </message>
</context>
<context>
    <name>PatientFinder</name>
    <message>
        <source>Name, phone, file number or birth date</source>
        <translation>Όνομα, τηλέφωνο, αριθμός φακέλου ή ημερομηνία γέννησης</translation>
    </message>
    <message>
        <source>Find a patient</source>
        <translation>Εύρεση ασθενή</translation>
    </message>
    <message>
        <source>Patients found</source>
        <translation>Ασθενείς που βρέθηκαν</translation>
    </message>
    <message>
        <source>Up and Down choose, Enter opens the card.</source>
        <translation>Με τα βέλη πάνω και κάτω επιλέγετε, το Enter ανοίγει την καρτέλα.</translation>
    </message>
    <message>
        <source>Nobody is found.</source>
        <translation>Δεν βρέθηκε κανείς.</translation>
    </message>
    <message>
        <source>Type a part of the name, in Greek or Latin letters, a phone, a number or a birth date.</source>
        <translation>Γράψτε μέρος του ονόματος, με ελληνικά ή λατινικά γράμματα, τηλέφωνο, αριθμό ή ημερομηνία γέννησης.</translation>
    </message>
    <message>
        <source>{shown} of more than {total}.</source>
        <translation>{shown} από περισσότερους από {total}.</translation>
    </message>
    <message>
        <source>{shown} of {total}.</source>
        <translation>{shown} από {total}.</translation>
    </message>
</context>
<context>
    <name>MergeList</name>
    <message>
        <source>Fields of both records</source>
        <translation>Στοιχεία των δύο καρτελών</translation>
    </message>
    <message numerus="yes">
        <source>Stays · %n appointment(s)</source>
        <translation>
            <numerusform>Μένει · %n ραντεβού</numerusform>
            <numerusform>Μένει · %n ραντεβού</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Goes · %n appointment(s)</source>
        <translation>
            <numerusform>Φεύγει · %n ραντεβού</numerusform>
            <numerusform>Φεύγει · %n ραντεβού</numerusform>
        </translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Στοιχείο</translation>
    </message>
    <message>
        <source>Left and Right choose which value stays.</source>
        <translation>Με τα βέλη αριστερά και δεξιά επιλέγετε ποιο μένει.</translation>
    </message>
    <message>
        <source>Left and Right choose which value stays, B keeps both.</source>
        <translation>Με τα βέλη αριστερά και δεξιά επιλέγετε ποιο μένει, με το B μένουν και τα δύο.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>τίποτα</translation>
    </message>
    <message>
        <source>{value}, stays</source>
        <translation>{value}, μένει</translation>
    </message>
    <message>
        <source>{value}, goes</source>
        <translation>{value}, φεύγει</translation>
    </message>
</context>
<context>
    <name>MergePane</name>
    <message>
        <source>Are these one person?</source>
        <translation>Είναι το ίδιο πρόσωπο;</translation>
    </message>
    <message>
        <source>✓ marks what stays. Up and Down go from field to field, Left and Right choose.</source>
        <translation>Το ✓ δείχνει τι μένει. Πάνω και κάτω αλλάζετε στοιχείο, αριστερά και δεξιά επιλέγετε.</translation>
    </message>
    <message>
        <source>&amp;Keep the other record</source>
        <translation>Να μείνει η ά&amp;λλη καρτέλα</translation>
    </message>
    <message>
        <source>&amp;Back to the card</source>
        <translation>&amp;Πίσω στην καρτέλα</translation>
    </message>
    <message>
        <source>Mer&amp;ge</source>
        <translation>Έν&amp;ωση</translation>
    </message>
    <message numerus="yes">
        <source>%n appointment(s) go along.</source>
        <translation>
            <numerusform>%n ραντεβού πηγαίνει μαζί.</numerusform>
            <numerusform>%n ραντεβού πηγαίνουν μαζί.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is booked for it.</source>
        <translation>Δεν έχει κανένα ραντεβού.</translation>
    </message>
    <message>
        <source>The record at the right leads to {name} from then on. {moves} Undo takes it back.</source>
        <translation>Η δεξιά καρτέλα οδηγεί από εδώ και πέρα στην καρτέλα {name}. {moves} Η αναίρεση τα επαναφέρει.</translation>
    </message>
</context>
<context>
    <name>SamePersonList</name>
    <message>
        <source>Patients who may be the same person</source>
        <translation>Ασθενείς που ίσως είναι το ίδιο πρόσωπο</translation>
    </message>
    <message>
        <source>Co&amp;mpare and merge…</source>
        <translation>&amp;Σύγκριση και ένωση…</translation>
    </message>
    <message>
        <source>Merge with ano&amp;ther…</source>
        <translation>Ένωση με ά&amp;λλον…</translation>
    </message>
    <message numerus="yes">
        <source>%n other patient(s) may be the same person:</source>
        <translation>
            <numerusform>%n άλλος ασθενής ίσως είναι το ίδιο πρόσωπο:</numerusform>
            <numerusform>%n άλλοι ασθενείς ίσως είναι το ίδιο πρόσωπο:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>same phone alone</source>
        <translation>μόνο το ίδιο τηλέφωνο</translation>
    </message>
    <message>
        <source>perhaps of one family</source>
        <translation>ίσως της ίδιας οικογένειας</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>ίδιο όνομα</translation>
    </message>
    <message>
        <source>same name, spelled otherwise</source>
        <translation>ίδιο όνομα, άλλη γραφή</translation>
    </message>
    <message>
        <source>short form of the first name</source>
        <translation>υποκοριστικό του ονόματος</translation>
    </message>
    <message>
        <source>first and last name changed over</source>
        <translation>όνομα και επώνυμο ανάποδα</translation>
    </message>
    <message>
        <source>same last name, first name missing</source>
        <translation>ίδιο επώνυμο, χωρίς όνομα</translation>
    </message>
    <message>
        <source>same birth date</source>
        <translation>ίδια ημερομηνία γέννησης</translation>
    </message>
    <message>
        <source>same phone</source>
        <translation>ίδιο τηλέφωνο</translation>
    </message>
    <message>
        <source>Patients who may be one person, in pairs</source>
        <translation>Ασθενείς που ίσως είναι ένα πρόσωπο, ανά δύο</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Ασθενής</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Γέννηση</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Φάκελος</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Γιατί</translation>
    </message>
</context>
<context>
    <name>DuplicatesWindow</name>
    <message>
        <source>Likely duplicates</source>
        <translation>Πιθανά διπλά</translation>
    </message>
    <message>
        <source>Card of the &amp;upper</source>
        <translation>Καρτέλα του &amp;πάνω</translation>
    </message>
    <message>
        <source>Card of the &amp;lower</source>
        <translation>Καρτέλα του &amp;κάτω</translation>
    </message>
    <message>
        <source>Show &amp;more</source>
        <translation>Πε&amp;ρισσότερα</translation>
    </message>
    <message>
        <source>&amp;Compare and merge…</source>
        <translation>&amp;Σύγκριση και ένωση…</translation>
    </message>
    <message>
        <source>Patients alike in name, birth date or phone, the likeliest first. Enter compares the two; nothing is merged before you say so.</source>
        <translation>Ασθενείς που μοιάζουν στο όνομα, στην ημερομηνία γέννησης ή στο τηλέφωνο, πρώτα οι πιθανότεροι. Το Enter συγκρίνει τους δύο· τίποτα δεν ενώνεται πριν το πείτε.</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Νέα ανάγνωση</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Αναζήτηση…</translation>
    </message>
    <message>
        <source>Nobody stands twice, as far as names, birth dates and phones tell.</source>
        <translation>Κανείς δεν υπάρχει δύο φορές, όσο δείχνουν ονόματα, ημερομηνίες γέννησης και τηλέφωνα.</translation>
    </message>
    <message>
        <source>{shown} of {total} pairs.</source>
        <translation>{shown} από {total} ζευγάρια.</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s).</source>
        <translation>
            <numerusform>%n ζευγάρι.</numerusform>
            <numerusform>%n ζευγάρια.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatientWindow</name>
    <message>
        <source>&amp;Save</source>
        <translation>Απο&amp;θήκευση</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Ασθενείς</translation>
    </message>
    <message>
        <source>This record was merged into another one meanwhile; what you typed stands here still.</source>
        <translation>Στο μεταξύ η καρτέλα ενώθηκε με άλλη· όσα γράψατε είναι ακόμη εδώ.</translation>
    </message>
    <message>
        <source>This patient is not there any more: somebody removed the record.</source>
        <translation>Ο ασθενής δεν υπάρχει πια: κάποιος διέγραψε την καρτέλα.</translation>
    </message>
    <message>
        <source>Tr&amp;y again</source>
        <translation>&amp;Δοκιμή ξανά</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>Δεν αποθηκεύτηκε ακόμη.</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile: say which value stays.</source>
        <translation>Κάποιος το άλλαξε στο μεταξύ: πείτε ποιο μένει.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Αποθηκεύτηκε.</translation>
    </message>
    <message>
        <source>Open the other record</source>
        <translation>Άνοιγμα της άλλης καρτέλας</translation>
    </message>
    <message>
        <source>Find the other record of this patient. Esc goes back to the card.</source>
        <translation>Βρείτε την άλλη καρτέλα του ασθενή. Το Esc γυρίζει στην καρτέλα.</translation>
    </message>
    <message>
        <source>Save what you typed first, or take it back.</source>
        <translation>Αποθηκεύστε πρώτα όσα γράψατε ή επαναφέρετέ τα.</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Αναίρεση</translation>
    </message>
</context>
<context>
    <name>PatientPlace</name>
    <message>
        <source>Another booking is open: finish or close it first.</source>
        <translation>Είναι ανοιχτό άλλο ραντεβού: τελειώστε το ή κλείστε το πρώτα.</translation>
    </message>
</context>
<context>
    <name>PatientActs</name>
    <message>
        <source>Change {patient}</source>
        <translation>Αλλαγή στοιχείων, {patient}</translation>
    </message>
    <message>
        <source>Changed {patient}.</source>
        <translation>Άλλαξαν τα στοιχεία, {patient}.</translation>
    </message>
    <message>
        <source>Undone: {patient} is as before.</source>
        <translation>Αναιρέθηκε: {patient}, όπως πριν.</translation>
    </message>
    <message>
        <source>Merge {patient}</source>
        <translation>Ένωση καρτελών, {patient}</translation>
    </message>
    <message>
        <source>Merged into {patient}.</source>
        <translation>Οι καρτέλες ενώθηκαν, {patient}.</translation>
    </message>
    <message>
        <source>Undone: {patient} stands alone again.</source>
        <translation>Αναιρέθηκε: {patient}, πάλι ξεχωριστή καρτέλα.</translation>
    </message>
    <message numerus="yes">
        <source>%n appointment(s) went along.</source>
        <translation>
            <numerusform>%n ραντεβού πήγε μαζί.</numerusform>
            <numerusform>%n ραντεβού πήγαν μαζί.</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile: {fields}.</source>
        <translation>Κάποιος το άλλαξε στο μεταξύ: {fields}.</translation>
    </message>
    <message>
        <source>This record was merged into another one meanwhile.</source>
        <translation>Η καρτέλα ενώθηκε στο μεταξύ με άλλη.</translation>
    </message>
    <message>
        <source>{patient} has this file number.</source>
        <translation>Αυτόν τον αριθμό φακέλου τον έχει: {patient}.</translation>
    </message>
    <message>
        <source>This is the same record: choose another patient.</source>
        <translation>Είναι η ίδια καρτέλα: επιλέξτε άλλον ασθενή.</translation>
    </message>
    <message>
        <source>These two are one record already.</source>
        <translation>Οι δύο καρτέλες είναι ήδη μία.</translation>
    </message>
    <message>
        <source>Whose phone it is has no digits: a number has a field of its own.</source>
        <translation>Το ποιανού είναι το τηλέφωνο δεν έχει ψηφία: κάθε αριθμός έχει δικό του πεδίο.</translation>
    </message>
    <message>
        <source>Write the phone in digits, five at least; whose it is stands beside it.</source>
        <translation>Γράψτε το τηλέφωνο με ψηφία, τουλάχιστον πέντε· ποιανού είναι γράφεται δίπλα.</translation>
    </message>
    <message>
        <source>This merge is not there any more.</source>
        <translation>Αυτή η ένωση δεν υπάρχει πια.</translation>
    </message>
    <message>
        <source>The two records were parted already.</source>
        <translation>Οι δύο καρτέλες έχουν ήδη χωριστεί.</translation>
    </message>
    <message>
        <source>The record that was kept was merged again since: take that merge back first.</source>
        <translation>Η καρτέλα που έμεινε ενώθηκε ξανά από τότε: αναιρέστε πρώτα εκείνη την ένωση.</translation>
    </message>
</context>
<context>
    <name>PatientFields</name>
    <message>
        <source>Last name</source>
        <translation>Επώνυμο</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Όνομα</translation>
    </message>
    <message>
        <source>Father's name</source>
        <translation>Πατρώνυμο</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Ημερομηνία γέννησης</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>Κινητό</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Διεύθυνση e-mail</translation>
    </message>
    <message>
        <source>File number</source>
        <translation>Αριθμός φακέλου</translation>
    </message>
    <message>
        <source>National number</source>
        <translation>Αριθμός ΑΜΚΑ</translation>
    </message>
    <message>
        <source>Warning for the desk</source>
        <translation>Προσοχή για τη γραμματεία</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Σημειώσεις</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Answers</source>
        <translation>Απαντήσεις</translation>
    </message>
</context>
<context>
    <name>OneLine</name>
    <message>
        <source>New patient</source>
        <translation>Νέος ασθενής</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Εκτύπωση</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ρυθμίσεις</translation>
    </message>
    <message>
        <source>A new patient is entered with the first appointment: type the name and the service here, then Ctrl+Enter.</source>
        <translation>Ο νέος ασθενής καταχωρίζεται με το πρώτο ραντεβού: γράψτε εδώ το όνομα και την υπηρεσία, μετά Ctrl+Enter.</translation>
    </message>
    <message>
        <source>The program cannot print yet.</source>
        <translation>Το πρόγραμμα δεν τυπώνει ακόμη.</translation>
    </message>
    <message>
        <source>There is no such window: colours and type size are in the View menu.</source>
        <translation>Δεν υπάρχει τέτοιο παράθυρο: χρώματα και μέγεθος γραμμάτων είναι στο μενού «Προβολή».</translation>
    </message>
    <message>
        <source>Patient card</source>
        <translation>Καρτέλα ασθενή</translation>
    </message>
    <message>
        <source>all appointments</source>
        <translation>όλα τα ραντεβού</translation>
    </message>
    <message>
        <source>Nobody of this age is found.</source>
        <translation>Δεν βρέθηκε κανείς με αυτή την ηλικία.</translation>
    </message>
    <message>
        <source>by</source>
        <translation>κατά</translation>
    </message>
    <message>
        <source>What does “{text}” mean?</source>
        <translation>Τι σημαίνει «{text}»;</translation>
    </message>
    <message>
        <source>{service} is not offered {mode}.</source>
        <translation>{service}: δεν προσφέρεται {mode}.</translation>
    </message>
    <message>
        <source>“{text}” is not understood.</source>
        <translation>Το «{text}» δεν έγινε κατανοητό.</translation>
    </message>
    <message>
        <source>Who or what is “{text}”?</source>
        <translation>Ποιος ή τι είναι «{text}»;</translation>
    </message>
    <message>
        <source>Looking for patients…</source>
        <translation>Αναζήτηση ασθενών…</translation>
    </message>
    <message>
        <source>Who is it for? Type a name or a phone number.</source>
        <translation>Για ποιον είναι; Γράψτε όνομα ή τηλέφωνο.</translation>
    </message>
    <message>
        <source>Nobody is found.</source>
        <translation>Δεν βρέθηκε κανείς.</translation>
    </message>
    <message>
        <source>Which patient?</source>
        <translation>Ποιος ασθενής;</translation>
    </message>
    <message>
        <source>Which service?</source>
        <translation>Ποια υπηρεσία;</translation>
    </message>
    <message>
        <source>Which doctor?</source>
        <translation>Ποιος γιατρός;</translation>
    </message>
    <message>
        <source>Looking for free starts…</source>
        <translation>Αναζήτηση ελεύθερων ωρών…</translation>
    </message>
    <message>
        <source>When?</source>
        <translation>Πότε;</translation>
    </message>
    <message>
        <source>Free close to it:</source>
        <translation>Ελεύθερα κοντά:</translation>
    </message>
    <message>
        <source>This time is not free.</source>
        <translation>Αυτή η ώρα δεν είναι ελεύθερη.</translation>
    </message>
    <message>
        <source>Nobody is free any more today.</source>
        <translation>Κανείς δεν είναι πια ελεύθερος σήμερα.</translation>
    </message>
    <message>
        <source>Nothing is free then.</source>
        <translation>Τότε δεν υπάρχει τίποτε ελεύθερο.</translation>
    </message>
    <message>
        <source>This day is too far away.</source>
        <translation>Αυτή η ημέρα είναι πολύ μακριά.</translation>
    </message>
    <message>
        <source>This appointment?</source>
        <translation>Αυτό το ραντεβού;</translation>
    </message>
    <message>
        <source>Which appointment? Select it in the calendar, or type the patient's name.</source>
        <translation>Ποιο ραντεβού; Επιλέξτε το στο ημερολόγιο ή γράψτε το όνομα του ασθενή.</translation>
    </message>
    <message>
        <source>Looking for appointments…</source>
        <translation>Αναζήτηση ραντεβού…</translation>
    </message>
    <message>
        <source>{patient} has no appointments.</source>
        <translation>{patient}: κανένα ραντεβού.</translation>
    </message>
    <message>
        <source>Which appointment?</source>
        <translation>Ποιο ραντεβού;</translation>
    </message>
    <message>
        <source>now</source>
        <translation>τώρα</translation>
    </message>
    <message>
        <source>Booking…</source>
        <translation>Κλείνεται…</translation>
    </message>
    <message>
        <source>Enter: try again</source>
        <translation>Enter: ξανά</translation>
    </message>
    <message>
        <source>This has only just changed. Look at it, then press again.</source>
        <translation>Αυτό μόλις άλλαξε. Δείτε το και πατήστε ξανά.</translation>
    </message>
    <message>
        <source>Enter books</source>
        <translation>Enter κλείνει το ραντεβού</translation>
    </message>
    <message>
        <source>marked arrived</source>
        <translation>με προσέλευση</translation>
    </message>
    <message>
        <source>marked arrived, {time} to wait</source>
        <translation>με προσέλευση, αναμονή {time}</translation>
    </message>
    <message>
        <source>Enter goes there</source>
        <translation>Enter πηγαίνει εκεί</translation>
    </message>
    <message>
        <source>Not possible at the moment.</source>
        <translation>Δεν γίνεται αυτή τη στιγμή.</translation>
    </message>
    <message>
        <source>Enter does it</source>
        <translation>Enter το κάνει</translation>
    </message>
    <message>
        <source>file {number}</source>
        <translation>φάκελος {number}</translation>
    </message>
    <message>
        <source>New patient “{text}”</source>
        <translation>Νέος ασθενής «{text}»</translation>
    </message>
    <message>
        <source>today</source>
        <translation>σήμερα</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>τίποτε</translation>
    </message>
    <message>
        <source>Leave out “{text}”</source>
        <translation>Χωρίς το «{text}»</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>δεν ήρθε</translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation>προς έγκριση</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>ακυρώθηκε</translation>
    </message>
    <message>
        <source>done</source>
        <translation>ολοκληρώθηκε</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>αναμένεται</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>ασθενής</translation>
    </message>
    <message>
        <source>doctor</source>
        <translation>γιατρός</translation>
    </message>
    <message>
        <source>service</source>
        <translation>υπηρεσία</translation>
    </message>
    <message>
        <source>place</source>
        <translation>παράρτημα</translation>
    </message>
    <message>
        <source>day</source>
        <translation>ημέρα</translation>
    </message>
    <message>
        <source>time</source>
        <translation>ώρα</translation>
    </message>
    <message>
        <source>when</source>
        <translation>πότε</translation>
    </message>
    <message>
        <source>length</source>
        <translation>διάρκεια</translation>
    </message>
    <message>
        <source>age</source>
        <translation>ηλικία</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>τηλέφωνο</translation>
    </message>
    <message>
        <source>how</source>
        <translation>τρόπος</translation>
    </message>
    <message>
        <source>command</source>
        <translation>εντολή</translation>
    </message>
    <message>
        <source>note</source>
        <translation>σημείωση</translation>
    </message>
    <message>
        <source>file</source>
        <translation>φάκελος</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>άγνωστο</translation>
    </message>
    <message>
        <source>first free</source>
        <translation>πρώτο ελεύθερο</translation>
    </message>
    <message>
        <source>after {time}</source>
        <translation>μετά τις {time}</translation>
    </message>
    <message>
        <source>before {time}</source>
        <translation>πριν τις {time}</translation>
    </message>
    <message>
        <source>in the morning</source>
        <translation>το πρωί</translation>
    </message>
    <message>
        <source>at midday</source>
        <translation>το μεσημέρι</translation>
    </message>
    <message>
        <source>in the afternoon</source>
        <translation>το απόγευμα</translation>
    </message>
    <message>
        <source>in the evening</source>
        <translation>το βράδυ</translation>
    </message>
    <message>
        <source>in person</source>
        <translation>διά ζώσης</translation>
    </message>
    <message>
        <source>by video</source>
        <translation>με βιντεοκλήση</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>τηλεφωνικά</translation>
    </message>
    <message>
        <source>{number} y</source>
        <translation>{number} ετών</translation>
    </message>
    <message>
        <source>{number} mo</source>
        <translation>{number} μηνών</translation>
    </message>
    <message>
        <source>{number} wk</source>
        <translation>{number} εβδ.</translation>
    </message>
    <message>
        <source>{number} d</source>
        <translation>{number} ημ.</translation>
    </message>
    <message>
        <source>Two days are said. Which one?</source>
        <translation>Γράφτηκαν δύο ημέρες. Ποια;</translation>
    </message>
    <message>
        <source>Two times are said. Which one?</source>
        <translation>Γράφτηκαν δύο ώρες. Ποια;</translation>
    </message>
    <message>
        <source>Two services are said. Which one?</source>
        <translation>Γράφτηκαν δύο υπηρεσίες. Ποια;</translation>
    </message>
    <message>
        <source>Two doctors are said. Which one?</source>
        <translation>Γράφτηκαν δύο γιατροί. Ποιος;</translation>
    </message>
    <message>
        <source>Two phone numbers are said. Which one?</source>
        <translation>Γράφτηκαν δύο τηλέφωνα. Ποιο;</translation>
    </message>
    <message>
        <source>Now, or at another time? Both are said.</source>
        <translation>Τώρα ή άλλη στιγμή; Γράφτηκαν και τα δύο.</translation>
    </message>
    <message>
        <source>The doctor who is said does not offer this service. Who is to do it?</source>
        <translation>Αυτός ο γιατρός δεν προσφέρει την υπηρεσία. Ποιος θα την κάνει;</translation>
    </message>
    <message>
        <source>new</source>
        <translation>νέος</translation>
    </message>
    <message>
        <source>anyone with this service</source>
        <translation>όποιος την προσφέρει</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>guess: {text}</source>
        <translation>εικασία: {text}</translation>
    </message>
</context>
<context>
    <name>VerdictPart</name>
    <message>
        <source>or</source>
        <translation>ή</translation>
    </message>
    <message>
        <source>→ chooses</source>
        <translation>→ επιλέγει</translation>
    </message>
</context>
<context>
    <name>LineView</name>
    <message>
        <source>One line</source>
        <translation>Μία γραμμή</translation>
    </message>
    <message>
        <source>Who, what and when; or a phone number, a date, a command</source>
        <translation>Ποιος, τι και πότε· ή τηλέφωνο, ημερομηνία, εντολή</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc κλείνει</translation>
    </message>
    <message>
        <source>↑ ↓ chooses, Enter takes</source>
        <translation>↑ ↓ επιλέγει, Enter παίρνει</translation>
    </message>
    <message>
        <source>Also: a phone number, a date, a command</source>
        <translation>Επίσης: τηλέφωνο, ημερομηνία, εντολή</translation>
    </message>
    <message>
        <source>New patient “{text}”   Ctrl+Enter</source>
        <translation>Νέος ασθενής «{text}»   Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>OneLinePlace</name>
    <message>
        <source>This appointment is not there any more.</source>
        <translation>Αυτό το ραντεβού δεν υπάρχει πια.</translation>
    </message>
    <message>
        <source>This cannot be done to this appointment now.</source>
        <translation>Αυτό δεν γίνεται τώρα σε αυτό το ραντεβού.</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>Reached: {patient}, {moment}</source>
        <translation>Απάντησε: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Reached: {patient}, {moment}.</source>
        <translation>Απάντησε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: the call of {patient}, {moment}, stands as before.</source>
        <translation>Αναιρέθηκε: η κλήση, {patient}, {moment}, είναι όπως πριν.</translation>
    </message>
    <message>
        <source>Not reached: {patient}, {moment}</source>
        <translation>Δεν απάντησε: {patient}, {moment}</translation>
    </message>
    <message>
        <source>Not reached: {patient}, {moment}.</source>
        <translation>Δεν απάντησε: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Take back the call: {patient}, {moment}</source>
        <translation>Ανάκληση της κλήσης: {patient}, {moment}</translation>
    </message>
    <message>
        <source>To be called again: {patient}, {moment}.</source>
        <translation>Ξανά για κλήση: {patient}, {moment}.</translation>
    </message>
    <message>
        <source>Undone: {said}.</source>
        <translation>Αναιρέθηκε: {said}.</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>Patient</source>
        <translation>Ασθενής</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Ώρα</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Γιατρός</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Κλήση</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>Λίστα κλήσεων</translation>
    </message>
    <message>
        <source>To call</source>
        <translation>Για κλήση</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Δεν απάντησε</translation>
    </message>
    <message>
        <source>Reached, comes</source>
        <translation>Απάντησε, έρχεται</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Ανάκληση</translation>
    </message>
</context>
<context>
    <name>CallPane</name>
    <message>
        <source>Call list</source>
        <translation>Λίστα κλήσεων</translation>
    </message>
    <message>
        <source>Nobody is expected within the next seven days.</source>
        <translation>Δεν αναμένεται κανείς τις επόμενες επτά ημέρες.</translation>
    </message>
    <message>
        <source>{left} of {all} have yet to be reached.</source>
        <translation>Απομένουν {left} από {all}.</translation>
    </message>
</context>
<context>
    <name>FlowFilter</name>
    <message>
        <source>Doctors shown</source>
        <translation>Όσοι φαίνονται</translation>
    </message>
    <message>
        <source>All doctors</source>
        <translation>Όλοι οι γιατροί</translation>
    </message>
    <message>
        <source>Whose flow: {whose}</source>
        <translation>Ποιανών η ροή: {whose}</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Flow of today</source>
        <translation>Ροή της ημέρας</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>κλειστό</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Σε αναμονή</translation>
    </message>
    <message>
        <source>In the room</source>
        <translation>Στην αίθουσα</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Αναμένονται</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Ολοκληρώθηκαν</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>Δεν ήρθαν</translation>
    </message>
    <message>
        <source>{group}: {count}</source>
        <translation>{group}: {count}</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n ακόμη</numerusform>
            <numerusform>%n ακόμη</numerusform>
        </translation>
    </message>
    <message>
        <source>Longest wait {minutes}</source>
        <translation>Μεγαλύτερη αναμονή {minutes}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>τώρα</translation>
    </message>
    <message>
        <source>in {minutes}</source>
        <translation>σε {minutes}</translation>
    </message>
    <message>
        <source>{minutes} late</source>
        <translation>αργεί {minutes}</translation>
    </message>
    <message>
        <source>the doctor runs {minutes} late</source>
        <translation>ο γιατρός καθυστερεί {minutes}</translation>
    </message>
    <message>
        <source>{doctor} runs {minutes} late</source>
        <translation>{doctor}: καθυστέρηση {minutes}</translation>
    </message>
    <message>
        <source>{doctor} is on time again</source>
        <translation>{doctor}: πάλι στην ώρα του προγράμματος</translation>
    </message>
</context>
<context>
    <name>LateDialog</name>
    <message>
        <source>Doctor runs late</source>
        <translation>Καθυστέρηση γιατρού</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
    <message>
        <source>Today, as it looks now.</source>
        <translation>Σήμερα, όπως φαίνεται τώρα.</translation>
    </message>
    <message>
        <source>D&amp;octor</source>
        <translation>Γ&amp;ιατρός</translation>
    </message>
    <message>
        <source>&amp;Minutes</source>
        <translation>&amp;Λεπτά</translation>
    </message>
    <message>
        <source>On time</source>
        <translation>Στην ώρα</translation>
    </message>
    <message>
        <source>Every desk shows who is expected that much later, in the flow and over the doctor's column. Nothing that is booked is changed.</source>
        <translation>Κάθε θέση δείχνει όσους αναμένονται τόσο αργότερα, στη ροή και πάνω από τη στήλη του γιατρού. Τα ραντεβού δεν αλλάζουν.</translation>
    </message>
    <message>
        <source>On &amp;time again</source>
        <translation>&amp;Πάλι στην ώρα</translation>
    </message>
    <message>
        <source>Runs &amp;late</source>
        <translation>&amp;Καθυστερεί</translation>
    </message>
    <message>
        <source>Write how many minutes, 240 at most; 0 is on time again.</source>
        <translation>Γράψτε πόσα λεπτά, έως 240· 0 σημαίνει πάλι στην ώρα.</translation>
    </message>
</context>
<context>
    <name>FlowPane</name>
    <message>
        <source>Today</source>
        <translation>Σήμερα</translation>
    </message>
    <message>
        <source>Doctor runs late…</source>
        <translation>Καθυστέρηση…</translation>
    </message>
    <message>
        <source>Call list…</source>
        <translation>Κλήσεις…</translation>
    </message>
    <message>
        <source>Flow of today</source>
        <translation>Ροή της ημέρας</translation>
    </message>
    <message>
        <source>Nobody has an appointment today.</source>
        <translation>Κανείς δεν έχει ραντεβού σήμερα.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Ανάγνωση…</translation>
    </message>
</context>
<context>
    <name>FlowRail</name>
    <message>
        <source>Flow of today</source>
        <translation>Ροή της ημέρας</translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>μένει %n</numerusform>
            <numerusform>μένουν %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Stands after all</source>
        <translation>Τελικά ισχύουν</translation>
    </message>
    <message>
        <source>{doctor} ill</source>
        <translation>{doctor}: ασθένεια</translation>
    </message>
    <message>
        <source>{doctor} away</source>
        <translation>{doctor}: απουσία</translation>
    </message>
    <message>
        <source>{doctor} blocked</source>
        <translation>{doctor}: αποκλεισμός</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Κλειστά</translation>
    </message>
    <message>
        <source>{doctor} hours</source>
        <translation>{doctor}: ωράριο</translation>
    </message>
    <message>
        <source>What affected them is gone: they stand after all</source>
        <translation>Το εμπόδιο έφυγε: τα ραντεβού τελικά ισχύουν</translation>
    </message>
    <message>
        <source>{doctor} is ill</source>
        <translation>{doctor}: ασθένεια</translation>
    </message>
    <message>
        <source>{doctor} is away</source>
        <translation>{doctor}: απουσία</translation>
    </message>
    <message>
        <source>{doctor} is blocked</source>
        <translation>{doctor}: αποκλεισμένος χρόνος</translation>
    </message>
    <message>
        <source>It is closed</source>
        <translation>Κλειστά</translation>
    </message>
    <message>
        <source>{doctor} has other hours</source>
        <translation>{doctor}: άλλο ωράριο</translation>
    </message>
    <message>
        <source>By {person} at {time}</source>
        <translation>Από {person}, {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments</source>
        <translation>
            <numerusform>%n ραντεβού</numerusform>
            <numerusform>%n ραντεβού</numerusform>
        </translation>
    </message>
    <message>
        <source>no patient has been told by the program</source>
        <translation>το πρόγραμμα δεν έχει ειδοποιήσει κανέναν ασθενή</translation>
    </message>
    <message>
        <source>{settled} of {total} settled</source>
        <translation>{settled} από {total} τακτοποιημένα</translation>
    </message>
    <message numerus="yes">
        <source>%n moved</source>
        <translation>
            <numerusform>%n μεταφέρθηκε</numerusform>
            <numerusform>%n μεταφέρθηκαν</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n ακυρώθηκε</numerusform>
            <numerusform>%n ακυρώθηκαν</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay</source>
        <translation>
            <numerusform>%n μένει</numerusform>
            <numerusform>%n μένουν</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n no answer</source>
        <translation>
            <numerusform>%n δεν απάντησε</numerusform>
            <numerusform>%n δεν απάντησαν</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calling</source>
        <translation>
            <numerusform>%n σε κλήση</numerusform>
            <numerusform>%n σε κλήση</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to call</source>
        <translation>
            <numerusform>%n για κλήση</numerusform>
            <numerusform>%n για κλήση</numerusform>
        </translation>
    </message>
    <message>
        <source>{person} calls</source>
        <translation>Καλεί: {person}</translation>
    </message>
    <message>
        <source>Calling, held</source>
        <translation>Κλήση, κρατείται</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Κλήση</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Ξανά κλήση</translation>
    </message>
    <message>
        <source>To call</source>
        <translation>Για κλήση</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Κλήθηκε</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Δεν απάντησε</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Μεταφέρθηκε</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Ακυρώθηκε</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Μένει</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Πέρασε</translation>
    </message>
    <message>
        <source>is in the room</source>
        <translation>είναι μέσα στο ιατρείο</translation>
    </message>
    <message>
        <source>is here since {time}</source>
        <translation>είναι εδώ από τις {time}</translation>
    </message>
    <message>
        <source>called {time}</source>
        <translation>κλήθηκε {time}</translation>
    </message>
    <message>
        <source>{called}, again {time}</source>
        <translation>{called}, ξανά {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n έτους</numerusform>
            <numerusform>%n ετών</numerusform>
        </translation>
    </message>
    <message>
        <source>Another program noted that {doctor} is ill</source>
        <translation>Άλλο πρόγραμμα σημείωσε ασθένεια, {doctor}</translation>
    </message>
    <message>
        <source>Another program gave {doctor} time off</source>
        <translation>Άλλο πρόγραμμα έδωσε άδεια, {doctor}</translation>
    </message>
    <message>
        <source>Another program blocked time of {doctor}</source>
        <translation>Άλλο πρόγραμμα απέκλεισε χρόνο, {doctor}</translation>
    </message>
    <message>
        <source>Another program closed the clinic or a part of it</source>
        <translation>Άλλο πρόγραμμα έκλεισε την κλινική ή μέρος της</translation>
    </message>
    <message>
        <source>Another program changed the hours of {doctor}</source>
        <translation>Άλλο πρόγραμμα άλλαξε το ωράριο, {doctor}</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments are in the way.</source>
        <translation>
            <numerusform>Επηρεάζεται %n ραντεβού.</numerusform>
            <numerusform>Επηρεάζονται %n ραντεβού.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Settled %n</source>
        <translation>
            <numerusform>Τακτοποιημένα %n</numerusform>
            <numerusform>Τακτοποιημένα %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Αναζήτηση…</translation>
    </message>
    <message>
        <source>nothing free in 14 days</source>
        <translation>τίποτε ελεύθερο σε 14 μέρες</translation>
    </message>
    <message>
        <source>choose in the calendar</source>
        <translation>επιλογή στο ημερολόγιο</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Αναίρεση</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Κλήση</translation>
    </message>
    <message>
        <source>no new appointment</source>
        <translation>κανένα νέο ραντεβού</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>Ήταν</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Ασθενής</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Τηλέφωνο</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Υπηρεσία</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Πρόταση</translation>
    </message>
    <message>
        <source>Next best</source>
        <translation>Επόμενες</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Κατάσταση</translation>
    </message>
    <message>
        <source>Appointments to rebook</source>
        <translation>Ραντεβού προς μεταφορά</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>No answer  N</source>
        <translation>Δεν απάντησε  N</translation>
    </message>
    <message>
        <source>Cancels  Del</source>
        <translation>Ακυρώνει  Del</translation>
    </message>
    <message>
        <source>Stays there  K</source>
        <translation>Μένει εκεί  K</translation>
    </message>
    <message>
        <source>Leave it  Esc</source>
        <translation>Άφημα  Esc</translation>
    </message>
    <message>
        <source>Another time in the calendar…  C</source>
        <translation>Άλλη ώρα στο ημερολόγιο…  C</translation>
    </message>
    <message>
        <source>Note for the call</source>
        <translation>Σημείωση για την κλήση</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>Πρόταση</translation>
    </message>
    <message>
        <source>Moved to {moment}</source>
        <translation>Μεταφέρθηκε: {moment}</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Κλήση</translation>
    </message>
    <message>
        <source>Choose a row</source>
        <translation>Επιλέξτε μια γραμμή</translation>
    </message>
    <message>
        <source>Calling now, {place} of {count} to do</source>
        <translation>Κλήση τώρα, {place} από {count} που μένουν</translation>
    </message>
    <message>
        <source>{place} of {count} to do</source>
        <translation>{place} από {count} που μένουν</translation>
    </message>
    <message>
        <source>No patient</source>
        <translation>Χωρίς ασθενή</translation>
    </message>
    <message>
        <source>file {number}</source>
        <translation>φάκελος {number}</translation>
    </message>
    <message>
        <source>No phone is known</source>
        <translation>Κανένα γνωστό τηλέφωνο</translation>
    </message>
    <message>
        <source>second number {phone}</source>
        <translation>δεύτερος αριθμός {phone}</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>Ήταν</translation>
    </message>
    <message>
        <source>Held while you call: other desks see it</source>
        <translation>Κρατείται όσο καλείτε: το βλέπουν οι άλλες θέσεις</translation>
    </message>
    <message>
        <source>Warning for the desk</source>
        <translation>Προσοχή για τη γραμματεία</translation>
    </message>
</context>
<context>
    <name>Calling</name>
    <message>
        <source>Ta&amp;ke it over</source>
        <translation>Ανάλη&amp;ψη</translation>
    </message>
    <message>
        <source>This call is over: somebody else has dealt with the appointment.</source>
        <translation>Η κλήση τελείωσε: κάποιος άλλος τακτοποίησε το ραντεβού.</translation>
    </message>
    <message>
        <source>The doctor cannot come, and no other time suited</source>
        <translation>Ο γιατρός δεν μπορεί να έρθει και καμία άλλη ώρα δεν βόλευε</translation>
    </message>
    <message>
        <source>Tr&amp;y again</source>
        <translation>&amp;Ξανά</translation>
    </message>
    <message>
        <source>Somebody has changed this appointment meanwhile, so nothing was done. Look again.</source>
        <translation>Κάποιος άλλαξε στο μεταξύ αυτό το ραντεβού, γι’ αυτό δεν έγινε τίποτε. Δείτε το ξανά.</translation>
    </message>
    <message>
        <source>{person} was quicker, and calls already.</source>
        <translation>Πρόλαβε και καλεί ήδη: {person}.</translation>
    </message>
    <message>
        <source>{person} calls already.</source>
        <translation>Καλεί ήδη: {person}.</translation>
    </message>
    <message>
        <source>{person} calls since {time}.</source>
        <translation>Καλεί από τις {time}: {person}.</translation>
    </message>
</context>
<context>
    <name>WorklistHead</name>
    <message>
        <source>Back to the calendar</source>
        <translation>Πίσω στο ημερολόγιο</translation>
    </message>
    <message>
        <source>Undo all…</source>
        <translation>Αναίρεση όλων…</translation>
    </message>
    <message>
        <source>Rebook</source>
        <translation>Μεταφορά</translation>
    </message>
    <message>
        <source>Back to the calendar (Esc)</source>
        <translation>Πίσω στο ημερολόγιο (Esc)</translation>
    </message>
    <message>
        <source>Nobody has to be called</source>
        <translation>Δεν χρειάζεται να κληθεί κανείς</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Όλα</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Μένουν</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Έγιναν</translation>
    </message>
</context>
<context>
    <name>IllTodayDialog</name>
    <message>
        <source>Ill today</source>
        <translation>Άρρωστος σήμερα</translation>
    </message>
    <message>
        <source>{doctor} is ill</source>
        <translation>{doctor}: ασθένεια</translation>
    </message>
    <message>
        <source>&amp;From, until the end of today</source>
        <translation>&amp;Από, ως το τέλος της ημέρας</translation>
    </message>
    <message>
        <source>&amp;Block the day and list them</source>
        <translation>Α&amp;ποκλεισμός της ημέρας και λίστα</translation>
    </message>
    <message>
        <source>Write the time as hours and minutes, as in 12:00.</source>
        <translation>Γράψτε την ώρα με ώρες και λεπτά, όπως 12:00.</translation>
    </message>
</context>
<context>
    <name>WorklistPage</name>
    <message>
        <source>Blocking time, illness, time off, closures and changed hours put the appointments here that are in the way.</source>
        <translation>Αποκλεισμοί, ασθένεια, άδειες, κλεισίματα και αλλαγές ωραρίου φέρνουν εδώ τα ραντεβού που επηρεάζονται.</translation>
    </message>
    <message>
        <source>Offer a time first: by its figure, or choose one in the calendar.</source>
        <translation>Προτείνετε πρώτα μια ώρα: με τον αριθμό της, ή επιλέξτε μία στο ημερολόγιο.</translation>
    </message>
    <message>
        <source>Another desk has just taken {moment}: the next best is offered.</source>
        <translation>Άλλη θέση μόλις πήρε: {moment}. Προτείνεται η επόμενη ώρα.</translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message>
        <source>Tr&amp;y again</source>
        <translation>&amp;Ξανά</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments are back where they were.</source>
        <translation>
            <numerusform>%n ραντεβού είναι πίσω όπου ήταν.</numerusform>
            <numerusform>%n ραντεβού είναι πίσω όπου ήταν.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not taken back:</source>
        <translation>Δεν αναιρέθηκαν:</translation>
    </message>
</context>
<context>
    <name>UndoQuestion</name>
    <message>
        <source>Take all outcomes back</source>
        <translation>Αναίρεση όλων των αποτελεσμάτων</translation>
    </message>
    <message>
        <source>Take all back and open the day again</source>
        <translation>Αναίρεση όλων και άνοιγμα της ημέρας ξανά</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Ας μείνει</translation>
    </message>
    <message numerus="yes">
        <source>%n outcomes can be taken back: each appointment goes where it was.</source>
        <translation>
            <numerusform>%n αποτέλεσμα μπορεί να αναιρεθεί: το ραντεβού πάει όπου ήταν.</numerusform>
            <numerusform>%n αποτελέσματα μπορούν να αναιρεθούν: κάθε ραντεβού πάει όπου ήταν.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlistedOffers</name>
    <message>
        <source>&amp;Put them on the list to rebook</source>
        <translation>Στη λίστα προς μετα&amp;φορά</translation>
    </message>
    <message>
        <source>Not no&amp;w</source>
        <translation>Ό&amp;χι τώρα</translation>
    </message>
    <message numerus="yes">
        <source>%n appointments were put on the list to rebook.</source>
        <translation>
            <numerusform>%n ραντεβού μπήκε στη λίστα προς μεταφορά.</numerusform>
            <numerusform>%n ραντεβού μπήκαν στη λίστα προς μεταφορά.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another desk has put them on the list already.</source>
        <translation>Άλλη θέση τα έβαλε ήδη στη λίστα.</translation>
    </message>
    <message>
        <source>Tr&amp;y again</source>
        <translation>&amp;Ξανά</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Κλείσιμο</translation>
    </message>
</context>
</TS>
