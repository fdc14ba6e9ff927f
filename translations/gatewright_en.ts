<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DialogQuestions</name>
    <message numerus="yes">
        <source>%n file(s) have changes that are not saved.</source>
        <translation>
            <numerusform>%n file has changes that are not saved.</numerusform>
            <numerusform>%n files have changes that are not saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EngineStatus</name>
    <message numerus="yes">
        <source>Kernels: %1, %n thread(s)</source>
        <translation>
            <numerusform>Kernels: %1, %n thread</numerusform>
            <numerusform>Kernels: %1, %n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The engine stopped; it starts again in %n second(s)</source>
        <translation>
            <numerusform>The engine stopped; it starts again in %n second</numerusform>
            <numerusform>The engine stopped; it starts again in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunOutput</name>
    <message numerus="yes">
        <source>… %Ln more character(s) of this line are not shown</source>
        <translation>
            <numerusform>… %Ln more character of this line is not shown</numerusform>
            <numerusform>… %Ln more characters of this line are not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %Ln character(s) are not shown here</source>
        <translation>
            <numerusform>… %Ln character is not shown here</numerusform>
            <numerusform>… %Ln characters are not shown here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::CircuitsView</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::CommitBox</name>
    <message numerus="yes">
        <source>%n character(s) in the first line</source>
        <translation>
            <numerusform>%n character in the first line</numerusform>
            <numerusform>%n characters in the first line</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::CompareView</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::CountsChart</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::FiguresRow</name>
    <message numerus="yes">
        <source>%Ln pass(es)</source>
        <translation>
            <numerusform>%Ln pass</numerusform>
            <numerusform>%Ln passes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>at once, from %Ln text(s)</source>
        <translation>
            <numerusform>at once, from %Ln text</numerusform>
            <numerusform>at once, from %Ln texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::FindBar</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::FindingsList</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::GitBinding</name>
    <message numerus="yes">
        <source>Branch %1, %n changed file(s)</source>
        <translation>
            <numerusform>Branch %1, %n changed file</numerusform>
            <numerusform>Branch %1, %n changed files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::GitGutter</name>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::GitPanel</name>
    <message numerus="yes">
        <source>%n file(s) in conflict</source>
        <translation>
            <numerusform>%n file in conflict</numerusform>
            <numerusform>%n files in conflict</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) in conflict</source>
        <translation>
            <numerusform>%1: %n file in conflict</numerusform>
            <numerusform>%1: %n files in conflict</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::GitWork</name>
    <message numerus="yes">
        <source>Changes in %n file(s) were discarded.</source>
        <translation>
            <numerusform>Changes in %n file were discarded.</numerusform>
            <numerusform>Changes in %n files were discarded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are in conflict; the stash is kept.</source>
        <translation>
            <numerusform>%n file is in conflict; the stash is kept.</numerusform>
            <numerusform>%n files are in conflict; the stash is kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) were settled.</source>
        <translation>
            <numerusform>%n conflict was settled.</numerusform>
            <numerusform>%n conflicts were settled.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::HistoryPanel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::HitsModel</name>
    <message numerus="yes">
        <source>%1, %n hit(s)</source>
        <translation>
            <numerusform>%1, %n hit</numerusform>
            <numerusform>%1, %n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::LearningBinding</name>
    <message numerus="yes">
        <source>%Ln suggestion(s) are kept on this machine; erasing is final.</source>
        <translation>
            <numerusform>%Ln suggestion is kept on this machine; erasing is final.</numerusform>
            <numerusform>%Ln suggestions are kept on this machine; erasing is final.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erased: %Ln suggestion(s).</source>
        <translation>
            <numerusform>Erased: %Ln suggestion.</numerusform>
            <numerusform>Erased: %Ln suggestions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::OutputView</name>
    <message numerus="yes">
        <source>The output is long: %Ln character(s) of it are not shown.</source>
        <translation>
            <numerusform>The output is long: %Ln character of it is not shown.</numerusform>
            <numerusform>The output is long: %Ln characters of it are not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::ProblemsPanel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::ProjectReplace</name>
    <message numerus="yes">
        <source>Replacing in %n file(s)</source>
        <translation>
            <numerusform>Replacing in %n file</numerusform>
            <numerusform>Replacing in %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::SearchBinding</name>
    <message numerus="yes">
        <source>%Ln hit(s)</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open file(s) are not saved yet.</source>
        <translation>
            <numerusform>%Ln open file is not saved yet.</numerusform>
            <numerusform>%Ln open files are not saved yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were left as they are.</source>
        <translation>
            <numerusform>%Ln file was left as it is.</numerusform>
            <numerusform>%Ln files were left as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The replacement was taken back in %Ln file(s).</source>
        <translation>
            <numerusform>The replacement was taken back in %Ln file.</numerusform>
            <numerusform>The replacement was taken back in %Ln files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were changed since and left as they are.</source>
        <translation>
            <numerusform>%Ln file was changed since and left as it is.</numerusform>
            <numerusform>%Ln files were changed since and left as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::SearchPanel</name>
    <message numerus="yes">
        <source>%Ln hit(s)</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) over 16 MB not searched</source>
        <translation>
            <numerusform>%n file over 16 MB not searched</numerusform>
            <numerusform>%n files over 16 MB not searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n file could not be read</numerusform>
            <numerusform>%n files could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the expression takes too long on %n file(s); make it simpler</source>
        <translation>
            <numerusform>the expression takes too long on %n file; make it simpler</numerusform>
            <numerusform>the expression takes too long on %n files; make it simpler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %Ln ticked hit(s)</source>
        <translation>
            <numerusform>Replace %Ln ticked hit</numerusform>
            <numerusform>Replace %Ln ticked hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::StatusBar</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::StatusBinding</name>
    <message numerus="yes">
        <source>%n space(s)</source>
        <translation>
            <numerusform>%n space</numerusform>
            <numerusform>%n spaces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::TaskPanel</name>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::VersionsTable</name>
    <message numerus="yes">
        <source>Measured at %Ln place(s)</source>
        <translation>
            <numerusform>Measured at %Ln place</numerusform>
            <numerusform>Measured at %Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerTexts</name>
    <message numerus="yes">
        <source>%1 stopped working; it is started again within %n second(s).</source>
        <translation>
            <numerusform>%1 stopped working; it is started again within %n second.</numerusform>
            <numerusform>%1 stopped working; it is started again within %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 stopped working %n time(s) in a row and is left alone until you restart it.</source>
        <translation>
            <numerusform>%1 stopped working %n time in a row and is left alone until you restart it.</numerusform>
            <numerusform>%1 stopped working %n times in a row and is left alone until you restart it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::CompletionBinding</name>
    <message numerus="yes">
        <source>%Ln suggestion(s) are kept on this machine; erasing is final.</source>
        <translation>
            <numerusform>%Ln suggestion is kept on this machine; erasing is final.</numerusform>
            <numerusform>%Ln suggestions are kept on this machine; erasing is final.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erased: %Ln suggestion(s).</source>
        <translation>
            <numerusform>Erased: %Ln suggestion.</numerusform>
            <numerusform>Erased: %Ln suggestions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::EditPreviewDialog</name>
    <message numerus="yes">
        <source>%1, %n line(s)</source>
        <translation>
            <numerusform>%1, %n line</numerusform>
            <numerusform>%1, %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::ServerBinding</name>
    <message numerus="yes">
        <source>“%1” is used in %n place(s)</source>
        <translation>
            <numerusform>“%1” is used in %n place</numerusform>
            <numerusform>“%1” is used in %n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” stands in %n place(s)</source>
        <translation>
            <numerusform>“%1” stands in %n place</numerusform>
            <numerusform>“%1” stands in %n places</numerusform>
        </translation>
    </message>
</context>
</TS>
