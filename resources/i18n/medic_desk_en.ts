<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>AffectedAppointments</name>
    <message numerus="yes">
        <source>%n appointments are booked then</source>
        <translation>
            <numerusform>%n appointment is booked then</numerusform>
            <numerusform>%n appointments are booked then</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message numerus="yes">
        <source>%n more appointments</source>
        <translation>
            <numerusform>%n more appointment</numerusform>
            <numerusform>%n more appointments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n doctors</source>
        <translation>
            <numerusform>%n doctor</numerusform>
            <numerusform>%n doctors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rooms</source>
        <translation>
            <numerusform>%n room</numerusform>
            <numerusform>%n rooms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n free</numerusform>
            <numerusform>%n free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Badges</name>
    <message numerus="yes">
        <source>%n patients to call</source>
        <translation>
            <numerusform>%n patient to call</numerusform>
            <numerusform>%n patients to call</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n appointments of the next day to call about</source>
        <translation>
            <numerusform>%n appointment of the next day to call about</numerusform>
            <numerusform>%n appointments of the next day to call about</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests to approve</source>
        <translation>
            <numerusform>%n request to approve</numerusform>
            <numerusform>%n requests to approve</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times held by others</source>
        <translation>
            <numerusform>%n time held by others</numerusform>
            <numerusform>%n times held by others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalendarMessages</name>
    <message numerus="yes">
        <source>This computer's clock is %n minutes off; the clinic's clock decides.</source>
        <translation>
            <numerusform>This computer's clock is %n minute off; the clinic's clock decides.</numerusform>
            <numerusform>This computer's clock is %n minutes off; the clinic's clock decides.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftSaving</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExceptionEffect</name>
    <message numerus="yes">
        <source>%n appointments are affected by this, and stay booked:</source>
        <translation>
            <numerusform>%n appointment is affected by this, and stays booked:</numerusform>
            <numerusform>%n appointments are affected by this, and stay booked:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExceptionsWindow</name>
    <message numerus="yes">
        <source>Without this, %n appointments would lie outside hours: see the list.</source>
        <translation>
            <numerusform>Without this, %n appointment would lie outside hours: see the list.</numerusform>
            <numerusform>Without this, %n appointments would lie outside hours: see the list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message numerus="yes">
        <source>%n patients at once</source>
        <translation>
            <numerusform>%n patient at once</numerusform>
            <numerusform>%n patients at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n weeks</source>
        <translation>
            <numerusform>every week</numerusform>
            <numerusform>every %n weeks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HoursEffect</name>
    <message numerus="yes">
        <source>%n appointments would lie outside hours</source>
        <translation>
            <numerusform>%n appointment would lie outside hours</numerusform>
            <numerusform>%n appointments would lie outside hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message numerus="yes">
        <source>Appointments begin every %n minute(s) here, not at this one.</source>
        <translation>
            <numerusform>Appointments begin every minute here, not at this one.</numerusform>
            <numerusform>Appointments begin every %n minutes here, not at this one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message numerus="yes">
        <source>%n changes are not saved</source>
        <translation>
            <numerusform>%n change is not saved</numerusform>
            <numerusform>%n changes are not saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unreadable</name>
    <message numerus="yes">
        <source>%n row(s) could not be read: {rows} – tell whoever looks after the database.</source>
        <translation>
            <numerusform>%n row could not be read: {rows} – tell whoever looks after the database.</numerusform>
            <numerusform>%n rows could not be read: {rows} – tell whoever looks after the database.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoctorChoice</name>
    <message numerus="yes">
        <source>%n free start(s) on the days shown</source>
        <translation>
            <numerusform>%n free start on the days shown</numerusform>
            <numerusform>%n free starts on the days shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServiceChoice</name>
    <message numerus="yes">
        <source>Any of %n</source>
        <translation>
            <numerusform>The only one</numerusform>
            <numerusform>Any of %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardPane</name>
    <message numerus="yes">
        <source>%n appointment(s) cannot be read.</source>
        <translation>
            <numerusform>%n appointment cannot be read.</numerusform>
            <numerusform>%n appointments cannot be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergePane</name>
    <message numerus="yes">
        <source>%n appointment(s) go along.</source>
        <translation>
            <numerusform>%n appointment goes along.</numerusform>
            <numerusform>%n appointments go along.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SamePersonList</name>
    <message numerus="yes">
        <source>%n other patient(s) may be the same person:</source>
        <translation>
            <numerusform>%n other patient may be the same person:</numerusform>
            <numerusform>%n other patients may be the same person:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesWindow</name>
    <message numerus="yes">
        <source>%n pair(s).</source>
        <translation>
            <numerusform>%n pair.</numerusform>
            <numerusform>%n pairs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatientActs</name>
    <message numerus="yes">
        <source>%n appointment(s) went along.</source>
        <translation>
            <numerusform>%n appointment went along.</numerusform>
            <numerusform>%n appointments went along.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergeList</name>
    <message numerus="yes">
        <source>Stays · %n appointment(s)</source>
        <translation>
            <numerusform>Stays · %n appointment</numerusform>
            <numerusform>Stays · %n appointments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Goes · %n appointment(s)</source>
        <translation>
            <numerusform>Goes · %n appointment</numerusform>
            <numerusform>Goes · %n appointments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n appointments</source>
        <translation>
            <numerusform>%n appointment</numerusform>
            <numerusform>%n appointments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n moved</source>
        <translation>
            <numerusform>%n moved</numerusform>
            <numerusform>%n moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n cancelled</numerusform>
            <numerusform>%n cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay</source>
        <translation>
            <numerusform>%n stays</numerusform>
            <numerusform>%n stay</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n no answer</source>
        <translation>
            <numerusform>%n no answer</numerusform>
            <numerusform>%n no answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calling</source>
        <translation>
            <numerusform>%n calling</numerusform>
            <numerusform>%n calling</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to call</source>
        <translation>
            <numerusform>%n to call</numerusform>
            <numerusform>%n to call</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n appointments are in the way.</source>
        <translation>
            <numerusform>%n appointment is in the way.</numerusform>
            <numerusform>%n appointments are in the way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Settled %n</source>
        <translation>
            <numerusform>Settled %n</numerusform>
            <numerusform>Settled %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message numerus="yes">
        <source>%n appointments are back where they were.</source>
        <translation>
            <numerusform>%n appointment is back where it was.</numerusform>
            <numerusform>%n appointments are back where they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoQuestion</name>
    <message numerus="yes">
        <source>%n outcomes can be taken back: each appointment goes where it was.</source>
        <translation>
            <numerusform>%n outcome can be taken back: the appointment goes where it was.</numerusform>
            <numerusform>%n outcomes can be taken back: each appointment goes where it was.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlistedOffers</name>
    <message numerus="yes">
        <source>%n appointments were put on the list to rebook.</source>
        <translation>
            <numerusform>%n appointment was put on the list to rebook.</numerusform>
            <numerusform>%n appointments were put on the list to rebook.</numerusform>
        </translation>
    </message>
</context>
</TS>
