<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
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
    <name>Unreadable</name>
    <message numerus="yes">
        <source>%n row(s) could not be read: {rows} – tell whoever looks after the database.</source>
        <translation>
            <numerusform>%n row could not be read: {rows} – tell whoever looks after the database.</numerusform>
            <numerusform>%n rows could not be read: {rows} – tell whoever looks after the database.</numerusform>
        </translation>
    </message>
</context>
</TS>
