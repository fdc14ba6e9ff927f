<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>BookmarkSource</name>
    <message>
        <source>Type words of a bookmark</source>
        <translation>Wörter eines Lesezeichens eingeben</translation>
    </message>
</context>
<context>
    <name>CommandCategory</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
</context>
<context>
    <name>CommandSource</name>
    <message>
        <source>Type the name of a command</source>
        <translation>Name eines Befehls eingeben</translation>
    </message>
</context>
<context>
    <name>CompositionText</name>
    <message>
        <source>The settings were not read.</source>
        <translation>Die Einstellungen wurden nicht gelesen.</translation>
    </message>
    <message>
        <source>“%1” was being saved when the program ended. The save has been completed.</source>
        <translation>„%1“ wurde gerade gespeichert, als das Programm endete. Das Speichern wurde abgeschlossen.</translation>
    </message>
    <message>
        <source>The settings of the folder do not count.</source>
        <translation>Die Einstellungen des Ordners gelten nicht.</translation>
    </message>
</context>
<context>
    <name>CoreTexts</name>
    <message>
        <source>The model needs %1 of memory and %2 are free; close other programs or choose a smaller model.</source>
        <translation>Das Modell braucht %1 Speicher, frei sind %2; schließen Sie andere Programme oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>Another model is being loaded.</source>
        <translation>Ein anderes Modell wird geladen.</translation>
    </message>
    <message>
        <source>This engine keeps no learning store.</source>
        <translation>Diese Engine führt keinen Lernspeicher.</translation>
    </message>
    <message>
        <source>The model was unloaded.</source>
        <translation>Das Modell wurde entladen.</translation>
    </message>
    <message>
        <source>The model was asleep.</source>
        <translation>Das Modell schlief.</translation>
    </message>
    <message>
        <source>The engine stopped working.</source>
        <translation>Die Engine hat aufgehört zu arbeiten.</translation>
    </message>
    <message>
        <source>The engine stopped three times while it worked on this file.</source>
        <translation>Die Engine ist bei der Arbeit an dieser Datei dreimal ausgefallen.</translation>
    </message>
    <message>
        <source>The engine is not running.</source>
        <translation>Die Engine läuft nicht.</translation>
    </message>
    <message>
        <source>The model file cannot be read.</source>
        <translation>Die Modelldatei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The model folder cannot be written.</source>
        <translation>In den Modellordner lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The model could not be copied; is the disk full?</source>
        <translation>Das Modell ließ sich nicht kopieren; ist die Platte voll?</translation>
    </message>
    <message>
        <source>The import was cancelled.</source>
        <translation>Der Import wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The model could not be given its name.</source>
        <translation>Das Modell konnte seinen Namen nicht bekommen.</translation>
    </message>
    <message>
        <source>This is not the file that was published under this name; get it anew.</source>
        <translation>Das ist nicht die Datei, die unter diesem Namen veröffentlicht wurde; besorgen Sie sie neu.</translation>
    </message>
    <message>
        <source>There is a model of this name already; remove it or rename the new one.</source>
        <translation>Ein Modell dieses Namens gibt es schon; entfernen Sie es oder benennen Sie das neue um.</translation>
    </message>
    <message>
        <source>The model folder cannot be made.</source>
        <translation>Der Modellordner lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>Another engine keeps what drafting learns.</source>
        <translation>Eine andere Engine hält fest, was das Entwerfen lernt.</translation>
    </message>
    <message>
        <source>Install the package clangd-19: sudo apt install clangd-19</source>
        <translation>Installieren Sie das Paket clangd-19: sudo apt install clangd-19</translation>
    </message>
    <message>
        <source>Tools &gt; Set Up Qiskit installs it; or: pip install ruff</source>
        <translation>Werkzeuge &gt; Qiskit einrichten installiert es; oder: pip install ruff</translation>
    </message>
    <message>
        <source>Tools &gt; Set Up Qiskit brings one; or install one into an environment of its own and name the program in the settings: pip install basedpyright</source>
        <translation>Werkzeuge &gt; Qiskit einrichten bringt einen mit; oder installieren Sie einen in eine eigene Umgebung und nennen Sie das Programm in den Einstellungen: pip install basedpyright</translation>
    </message>
    <message>
        <source>This version cannot use the model's tokenizer; take a model of the Llama, Qwen2, StarCoder2 or DeepSeek-Coder family.</source>
        <translation>Diese Version kann den Tokenizer des Modells nicht benutzen; nehmen Sie ein Modell der Familien Llama, Qwen2, StarCoder2 oder DeepSeek-Coder.</translation>
    </message>
    <message>
        <source>The model file contradicts itself; it is damaged, fetch it again.</source>
        <translation>Die Modelldatei widerspricht sich; sie ist beschädigt, besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>This version cannot run this kind of model; choose one of the Llama, Qwen2 or StarCoder2 family.</source>
        <translation>Diese Art von Modell kann diese Version nicht ausführen; wählen Sie eines der Familien Llama, Qwen2 oder StarCoder2.</translation>
    </message>
    <message>
        <source>At most %1 threads can be used.</source>
        <translation>Es lassen sich höchstens %1 Threads benutzen.</translation>
    </message>
    <message>
        <source>This processor lacks the instructions of the kernels that were chosen, or the system keeps them back; choose the automatic ones.</source>
        <translation>Dem Prozessor fehlen die Befehle der gewählten Kernel, oder das System hält sie zurück; wählen Sie die automatischen.</translation>
    </message>
    <message>
        <source>This folder holds no model: there is no config.json in it.</source>
        <translation>In diesem Ordner ist kein Modell: config.json fehlt.</translation>
    </message>
    <message>
        <source>The model lacks the tensor %1; fetch it again.</source>
        <translation>Dem Modell fehlt der Tensor %1; besorgen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This build cannot use a GPU, which needs libtorch: run `packaging/dev deps --gpu` and build again, or use --device cpu.</source>
        <translation>Dieses Programm kann keine GPU benutzen, wozu libtorch nötig ist: Führen Sie „packaging/dev deps --gpu“ aus und bauen Sie neu, oder nehmen Sie den Prozessor.</translation>
    </message>
    <message>
        <source>The module for GPUs cannot be loaded; run `packaging/dev deps --gpu` again, or use --device cpu.</source>
        <translation>Das Modul für GPUs lässt sich nicht laden; führen Sie „packaging/dev deps --gpu“ noch einmal aus, oder nehmen Sie den Prozessor.</translation>
    </message>
    <message>
        <source>The module for GPUs is of another version of the program; install both together, or use --device cpu.</source>
        <translation>Das Modul für GPUs gehört zu einer anderen Version des Programms; installieren Sie beide zusammen, oder nehmen Sie den Prozessor.</translation>
    </message>
    <message>
        <source>The default model is not the file that was published; delete it and run `packaging/dev deps`.</source>
        <translation>Das Standardmodell ist nicht die veröffentlichte Datei; löschen Sie es und führen Sie „packaging/dev deps“ aus.</translation>
    </message>
    <message>
        <source>A file of the model is missing; fetch the whole folder.</source>
        <translation>Eine Datei des Modells fehlt; besorgen Sie den ganzen Ordner.</translation>
    </message>
    <message>
        <source>A file of the model cannot be read.</source>
        <translation>Eine Datei des Modells lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>A file of the model is damaged; fetch it again.</source>
        <translation>Eine Datei des Modells ist beschädigt; besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>The model lacks the tensor %1; the file is damaged or not what its description says, fetch it again.</source>
        <translation>Dem Modell fehlt der Tensor %1; die Datei ist beschädigt oder nicht, was ihre Beschreibung sagt; besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>A tensor of the model has another shape than the file's description says; the file is damaged, fetch it again.</source>
        <translation>Ein Tensor des Modells hat eine andere Form, als die Beschreibung der Datei sagt; die Datei ist beschädigt, besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>This version has no kernel for the model's weights; choose a model with Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, F16, BF16 or F32 weights.</source>
        <translation>Für die Gewichte des Modells hat diese Version keinen Kernel; wählen Sie ein Modell mit Gewichten in Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, F16, BF16 oder F32.</translation>
    </message>
    <message>
        <source>The model has parts that this version does not know; choose another model of its family.</source>
        <translation>Das Modell hat Teile, die diese Version nicht kennt; wählen Sie ein anderes Modell seiner Familie.</translation>
    </message>
    <message>
        <source>The model's weights are not numbers; the file is damaged, fetch it again.</source>
        <translation>Die Gewichte des Modells sind keine Zahlen; die Datei ist beschädigt, besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>This folder holds no model; give a GGUF file, or a folder with config.json, tokenizer.json and safetensors files.</source>
        <translation>In diesem Ordner ist kein Modell; nehmen Sie eine GGUF-Datei oder einen Ordner mit config.json, tokenizer.json und safetensors-Dateien.</translation>
    </message>
    <message>
        <source>There is no such model file; check the path, or see `gatewright-cli model list`.</source>
        <translation>Diese Modelldatei gibt es nicht; prüfen Sie den Pfad, oder sehen Sie im Modell-Leiste nach.</translation>
    </message>
    <message>
        <source>The default model is not installed; run `packaging/dev deps`, or put %1 into %2.</source>
        <translation>Das Standardmodell ist nicht installiert; führen Sie „packaging/dev deps“ aus, oder legen Sie %1 in %2.</translation>
    </message>
    <message>
        <source>There is no model of this name; put its GGUF file or its folder into %1, or give a path.</source>
        <translation>Ein Modell dieses Namens gibt es nicht; legen Sie seine GGUF-Datei oder seinen Ordner in %1, oder geben Sie einen Pfad an.</translation>
    </message>
    <message>
        <source>The model computes values that are not numbers; its file is damaged, fetch it again.</source>
        <translation>Das Modell rechnet Werte aus, die keine Zahlen sind; seine Datei ist beschädigt, besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>The text is longer than the context of %1 tokens; shorten it.</source>
        <translation>Der Text ist länger als der Kontext von %1 Tokens; kürzen Sie ihn.</translation>
    </message>
    <message>
        <source>Reading the model file was cancelled.</source>
        <translation>Das Lesen der Modelldatei wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The model needs more memory than can be addressed.</source>
        <translation>Das Modell braucht mehr Speicher, als sich adressieren lässt.</translation>
    </message>
    <message>
        <source>There is not enough memory for the model; close other programs or choose a smaller model or context.</source>
        <translation>Für das Modell reicht der Speicher nicht; schließen Sie andere Programme, oder wählen Sie ein kleineres Modell oder einen kleineren Kontext.</translation>
    </message>
    <message>
        <source>The model file lacks the metadata key %1.</source>
        <translation>Der Modelldatei fehlt die Angabe %1.</translation>
    </message>
    <message>
        <source>This is not an acceleration head, or it is damaged; learn again or go back to an earlier version.</source>
        <translation>Das ist kein Beschleunigungskopf, oder er ist beschädigt; lernen Sie neu, oder gehen Sie zu einer früheren Version zurück.</translation>
    </message>
    <message>
        <source>This acceleration head is of a newer version of the program.</source>
        <translation>Dieser Beschleunigungskopf gehört zu einer neueren Version des Programms.</translation>
    </message>
    <message>
        <source>This acceleration head was trained for another model or adapter; decoding goes on without it. Learn again for this one.</source>
        <translation>Dieser Beschleunigungskopf wurde für ein anderes Modell oder einen anderen Adapter gelernt; es geht ohne ihn weiter. Lernen Sie für dieses neu.</translation>
    </message>
    <message>
        <source>There are no weights in this folder: neither %1 nor %2.</source>
        <translation>In diesem Ordner sind keine Gewichte: weder %1 noch %2.</translation>
    </message>
    <message>
        <source>This is not a safetensors file.</source>
        <translation>Das ist keine safetensors-Datei.</translation>
    </message>
    <message>
        <source>The file ends before the data of a tensor does; it is truncated or damaged, fetch it again.</source>
        <translation>Die Datei endet vor den Daten eines Tensors; sie ist abgeschnitten oder beschädigt, besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>GGUF version %1 is not supported, only 2 and 3; convert the model anew.</source>
        <translation>Die GGUF-Version %1 wird nicht unterstützt, nur 2 und 3; wandeln Sie das Modell neu um.</translation>
    </message>
    <message>
        <source>A tensor has a type this version does not know; convert the model to Q4_1, Q8_0 or F16.</source>
        <translation>Ein Tensor hat einen Typ, den diese Version nicht kennt; wandeln Sie das Modell in Q4_1, Q8_0 oder F16 um.</translation>
    </message>
    <message>
        <source>The model file lacks the tensor %1.</source>
        <translation>Der Modelldatei fehlt der Tensor %1.</translation>
    </message>
    <message>
        <source>This is not a GGUF file.</source>
        <translation>Das ist keine GGUF-Datei.</translation>
    </message>
    <message>
        <source>There is no such model file.</source>
        <translation>Diese Modelldatei gibt es nicht.</translation>
    </message>
    <message>
        <source>This is not a model file.</source>
        <translation>Das ist keine Modelldatei.</translation>
    </message>
    <message>
        <source>The model file is empty; fetch it again.</source>
        <translation>Die Modelldatei ist leer; besorgen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>The model file cannot be mapped into memory.</source>
        <translation>Die Modelldatei lässt sich nicht in den Speicher abbilden.</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>Das Laden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Another window keeps what is learned; end it or do this there.</source>
        <translation>Ein anderes Fenster hält fest, was gelernt wird; beenden Sie es, oder tun Sie das dort.</translation>
    </message>
    <message>
        <source>There is too little accepted text to learn from: %1 tokens that others follow, of %2.</source>
        <translation>Es gibt zu wenig angenommenen Text, um daraus zu lernen: %1 Tokens, auf die andere folgen, von %2.</translation>
    </message>
    <message>
        <source>Learning is switched off in the settings.</source>
        <translation>Das Lernen ist in den Einstellungen abgeschaltet.</translation>
    </message>
    <message>
        <source>Nothing is kept to learn from: the learning store is switched off in the settings.</source>
        <translation>Es wird nichts aufgehoben, um daraus zu lernen: Der Lernspeicher ist in den Einstellungen abgeschaltet.</translation>
    </message>
    <message>
        <source>There is no model to learn for yet.</source>
        <translation>Noch gibt es kein Modell, für das gelernt würde.</translation>
    </message>
    <message>
        <source>Text was erased while the head learned from it; it is trained again without.</source>
        <translation>Text wurde gelöscht, während der Kopf daraus lernte; er lernt ohne ihn neu.</translation>
    </message>
    <message>
        <source>There is no model whose heads could be changed.</source>
        <translation>Es gibt kein Modell, dessen Köpfe sich ändern ließen.</translation>
    </message>
    <message>
        <source>The learning store cannot be opened for writing.</source>
        <translation>Der Lernspeicher lässt sich nicht zum Schreiben öffnen.</translation>
    </message>
    <message>
        <source>The learning store is no ordinary file.</source>
        <translation>Der Lernspeicher ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>The learning store cannot be closed to other users.</source>
        <translation>Der Lernspeicher lässt sich vor anderen Benutzern nicht verschließen.</translation>
    </message>
    <message>
        <source>The folder of the learning store cannot be made.</source>
        <translation>Der Ordner des Lernspeichers lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>This file is not a learning store.</source>
        <translation>Diese Datei ist kein Lernspeicher.</translation>
    </message>
    <message>
        <source>A newer version of Gatewright wrote this store; update this one.</source>
        <translation>Eine neuere Version von Gatewright hat diesen Speicher geschrieben; aktualisieren Sie diese.</translation>
    </message>
    <message>
        <source>The learning store is damaged.</source>
        <translation>Der Lernspeicher ist beschädigt.</translation>
    </message>
    <message>
        <source>The learning store cannot be locked.</source>
        <translation>Der Lernspeicher lässt sich nicht sperren.</translation>
    </message>
    <message>
        <source>The learning store is in use by another program; try again.</source>
        <translation>Der Lernspeicher wird gerade von einem anderen Programm benutzt; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full: nothing was written to the learning store.</source>
        <translation>Die Platte ist voll: In den Lernspeicher wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The learning store could not be used.</source>
        <translation>Der Lernspeicher ließ sich nicht benutzen.</translation>
    </message>
    <message>
        <source>Another engine writes this store; close the editor that uses it, or give another --profile.</source>
        <translation>Eine andere Engine schreibt diesen Speicher; schließen Sie den Editor, der sie benutzt, oder nehmen Sie ein anderes Profil.</translation>
    </message>
    <message>
        <source>The learning store was damaged and is set aside; a new one was begun. Delete the old file when you do not need it.</source>
        <translation>Der Lernspeicher war beschädigt und wurde beiseitegelegt; ein neuer ist begonnen. Löschen Sie die alte Datei, wenn Sie sie nicht brauchen.</translation>
    </message>
    <message>
        <source>There is no earlier version to go back to.</source>
        <translation>Es gibt keine frühere Version, zu der man zurückgehen könnte.</translation>
    </message>
    <message>
        <source>There is no such version.</source>
        <translation>Diese Version gibt es nicht.</translation>
    </message>
    <message>
        <source>The acceleration head cannot be removed.</source>
        <translation>Der Beschleunigungskopf lässt sich nicht entfernen.</translation>
    </message>
    <message>
        <source>The replay store cannot be written; see whether the disk is full.</source>
        <translation>Der Wiederholungsspeicher lässt sich nicht schreiben; sehen Sie nach, ob die Platte voll ist.</translation>
    </message>
    <message>
        <source>Too little text was held out to tell whether it got better.</source>
        <translation>Zu wenig Text wurde zurückgehalten, um zu sagen, ob es besser wurde.</translation>
    </message>
    <message>
        <source>Its first draft is right in %1 of the cases; below %2 it does not pay.</source>
        <translation>Sein erster Entwurf stimmt in %1 der Fälle; unter %2 lohnt er sich nicht.</translation>
    </message>
    <message>
        <source>Its first draft is right in %1 of the cases.</source>
        <translation>Sein erster Entwurf stimmt in %1 der Fälle.</translation>
    </message>
    <message>
        <source>Its first draft is right in %1 of the cases and was in %2: no gain.</source>
        <translation>Sein erster Entwurf stimmt in %1 der Fälle, vorher in %2: kein Gewinn.</translation>
    </message>
    <message>
        <source>It would give %1 tokens a pass, after %2.</source>
        <translation>Er brächte %1 Tokens je Durchgang, vorher %2.</translation>
    </message>
    <message>
        <source>Its first draft is right in %1 of the cases, after %2.</source>
        <translation>Sein erster Entwurf stimmt in %1 der Fälle, vorher in %2.</translation>
    </message>
    <message>
        <source>There is nothing to learn from yet: no text was kept for this model.</source>
        <translation>Es gibt noch nichts, woraus zu lernen wäre: Für dieses Modell wurde kein Text aufgehoben.</translation>
    </message>
    <message>
        <source>There is too little text to learn from; give more.</source>
        <translation>Es gibt zu wenig Text, um daraus zu lernen; geben Sie mehr.</translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation>Das Training ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The folder cannot be made; see its rights and whether the disk is full.</source>
        <translation>Der Ordner lässt sich nicht anlegen; sehen Sie nach seinen Rechten, und ob die Platte voll ist.</translation>
    </message>
    <message>
        <source>The request was cancelled.</source>
        <translation>Die Anfrage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The other program is not running.</source>
        <translation>Das andere Programm läuft nicht.</translation>
    </message>
    <message>
        <source>There was no answer in time.</source>
        <translation>Es kam nicht rechtzeitig eine Antwort.</translation>
    </message>
    <message>
        <source>The other program ended.</source>
        <translation>Das andere Programm hat sich beendet.</translation>
    </message>
    <message>
        <source>Too many requests are waiting for their answers.</source>
        <translation>Zu viele Anfragen warten auf ihre Antworten.</translation>
    </message>
    <message>
        <source>The server ended.</source>
        <translation>Der Server hat sich beendet.</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>Der Lauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The program did not answer in time.</source>
        <translation>Das Programm hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The program sent a message that is too long.</source>
        <translation>Das Programm hat eine zu lange Nachricht geschickt.</translation>
    </message>
    <message>
        <source>The program sends what nobody asked for.</source>
        <translation>Das Programm schickt, wonach niemand gefragt hat.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly.</source>
        <translation>Das Programm hat sich unerwartet beendet.</translation>
    </message>
    <message>
        <source>The program was stopped.</source>
        <translation>Das Programm wurde angehalten.</translation>
    </message>
    <message>
        <source>The program %1 is not installed.</source>
        <translation>Das Programm %1 ist nicht installiert.</translation>
    </message>
    <message>
        <source>The program %1 could not be started.</source>
        <translation>Das Programm %1 ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>The sandbox is not installed; install the package bubblewrap to run programs.</source>
        <translation>Die Sandbox ist nicht installiert; installieren Sie das Paket bubblewrap, um Programme auszuführen.</translation>
    </message>
    <message>
        <source>The sandbox did not start in time, so programs are not run; the machine is busy, try again.</source>
        <translation>Die Sandbox ist nicht rechtzeitig angelaufen, deshalb wird nichts ausgeführt; der Rechner ist beschäftigt, versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This machine forbids the sandbox, so programs are not run; allow user namespaces (sysctl kernel.unprivileged_userns_clone=1).</source>
        <translation>Dieser Rechner verbietet die Sandbox, deshalb wird nichts ausgeführt; erlauben Sie Benutzer-Namensräume (sysctl kernel.unprivileged_userns_clone=1).</translation>
    </message>
    <message>
        <source>The sandbox could not run the program.</source>
        <translation>Die Sandbox konnte das Programm nicht ausführen.</translation>
    </message>
    <message>
        <source>%1 is switched off.</source>
        <translation>%1 ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>%1 is not installed; reinstall the product to get it back.</source>
        <translation>%1 ist nicht installiert; installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>%1 is starting.</source>
        <translation>%1 startet.</translation>
    </message>
    <message>
        <source>%1 is running.</source>
        <translation>%1 läuft.</translation>
    </message>
    <message>
        <source>%1 stopped working; it is started again in %2 s.</source>
        <translation>%1 ist ausgefallen und wird in %2 s neu gestartet.</translation>
    </message>
    <message>
        <source>%1 stopped working %2 times in a row and is left alone until you restart it.</source>
        <translation>%1 ist %2-mal nacheinander ausgefallen und bleibt aus, bis Sie es neu starten.</translation>
    </message>
    <message>
        <source>The program did not react and was ended.</source>
        <translation>Das Programm reagierte nicht und wurde beendet.</translation>
    </message>
    <message>
        <source>The connection log cannot be written, so no connection is made; make room for it, or see to the rights of its folder.</source>
        <translation>Das Verbindungsprotokoll lässt sich nicht schreiben, deshalb wird keine Verbindung aufgebaut; schaffen Sie Platz, oder sehen Sie nach den Rechten seines Ordners.</translation>
    </message>
    <message>
        <source>The file cannot be written; see its folder's rights and whether the disk is full.</source>
        <translation>Die Datei lässt sich nicht schreiben; sehen Sie nach den Rechten ihres Ordners, und ob die Platte voll ist.</translation>
    </message>
    <message>
        <source>The folder's settings cannot be read.</source>
        <translation>Die Einstellungen des Ordners lassen sich nicht lesen.</translation>
    </message>
    <message>
        <source>The folder's settings are too large.</source>
        <translation>Die Einstellungen des Ordners sind zu groß.</translation>
    </message>
    <message>
        <source>The folder's settings are not a JSON object.</source>
        <translation>Die Einstellungen des Ordners sind kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>This setting cannot be made for a folder alone.</source>
        <translation>Diese Einstellung gibt es nicht für einen Ordner allein.</translation>
    </message>
    <message>
        <source>The folder's settings cannot be written; check its permissions.</source>
        <translation>Die Einstellungen des Ordners lassen sich nicht schreiben; prüfen Sie seine Rechte.</translation>
    </message>
    <message>
        <source>The settings file is not valid JSON.</source>
        <translation>Die Einstellungsdatei ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>The settings file does not hold an object.</source>
        <translation>In der Einstellungsdatei steht kein Objekt.</translation>
    </message>
    <message>
        <source>The settings cannot be read; defaults are used.</source>
        <translation>Die Einstellungen lassen sich nicht lesen; es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>The settings file is too large.</source>
        <translation>Die Einstellungsdatei ist zu groß.</translation>
    </message>
    <message>
        <source>The settings file is damaged; defaults are used and the old file was kept as %1.</source>
        <translation>Die Einstellungsdatei ist beschädigt; es gelten die Vorgaben, die alte Datei liegt als %1 bereit.</translation>
    </message>
    <message>
        <source>The settings file is damaged; defaults are used.</source>
        <translation>Die Einstellungsdatei ist beschädigt; es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>The settings are kept for this run only.</source>
        <translation>Die Einstellungen gelten nur für diesen Lauf.</translation>
    </message>
    <message>
        <source>The settings cannot be written; check the disk and the folder.</source>
        <translation>Die Einstellungen lassen sich nicht schreiben; prüfen Sie Platte und Ordner.</translation>
    </message>
    <message>
        <source>The settings file has no valid version.</source>
        <translation>Die Einstellungsdatei hat keine gültige Version.</translation>
    </message>
    <message>
        <source>The settings were written by a newer version of the program; they are used as far as possible and not changed.</source>
        <translation>Die Einstellungen hat eine neuere Version des Programms geschrieben; sie gelten, soweit es geht, und werden nicht geändert.</translation>
    </message>
    <message>
        <source>The file can only be written in place, and the copy that keeps it safe meanwhile cannot be made; free some space or save it elsewhere. The old file is unchanged.</source>
        <translation>Die Datei lässt sich nur an Ort und Stelle schreiben, und die Kopie, die sie solange sichert, lässt sich nicht anlegen; schaffen Sie Platz, oder speichern Sie anderswo. Die alte Datei ist unverändert.</translation>
    </message>
    <message>
        <source>The file cannot be written; choose another folder.</source>
        <translation>Die Datei lässt sich nicht schreiben; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The file cannot be written; is the disk full?</source>
        <translation>Die Datei lässt sich nicht schreiben; ist die Platte voll?</translation>
    </message>
    <message>
        <source>“%1” is not a name that can be used here.</source>
        <translation>„%1“ ist hier als Name nicht möglich.</translation>
    </message>
    <message>
        <source>The file exists already; choose another name.</source>
        <translation>Die Datei gibt es schon; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Which folders are trusted cannot be read; the answer holds until the program ends.</source>
        <translation>Welchen Ordnern vertraut wird, lässt sich nicht lesen; die Antwort gilt, bis das Programm endet.</translation>
    </message>
    <message>
        <source>A newer version of Gatewright wrote which folders are trusted; the answer holds until the program ends.</source>
        <translation>Welchen Ordnern vertraut wird, hat eine neuere Version von Gatewright geschrieben; die Antwort gilt, bis das Programm endet.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>Which folders are trusted could not be written; it holds until the program ends.</source>
        <translation>Welchen Ordnern vertraut wird, ließ sich nicht schreiben; es gilt, bis das Programm endet.</translation>
    </message>
    <message>
        <source>The folder does not exist.</source>
        <translation>Den Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>The file is larger than 1 GiB.</source>
        <translation>Die Datei ist größer als 1 GiB.</translation>
    </message>
    <message>
        <source>The symbolic links of this path lead in a circle; remove one of them.</source>
        <translation>Die symbolischen Verknüpfungen dieses Pfades führen im Kreis; entfernen Sie eine davon.</translation>
    </message>
    <message>
        <source>The name is longer than the file system allows.</source>
        <translation>Der Name ist länger, als das Dateisystem erlaubt.</translation>
    </message>
    <message>
        <source>This is not a file that can be edited.</source>
        <translation>Das ist keine Datei, die sich bearbeiten lässt.</translation>
    </message>
    <message>
        <source>The file cannot be read; check its permissions.</source>
        <translation>Die Datei lässt sich nicht lesen; prüfen Sie ihre Rechte.</translation>
    </message>
    <message>
        <source>The file cannot be read to its end.</source>
        <translation>Die Datei lässt sich nicht bis zum Ende lesen.</translation>
    </message>
    <message>
        <source>The file lies on a disk that can only be read; save it elsewhere.</source>
        <translation>Die Datei liegt auf einer Platte, die sich nur lesen lässt; speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>The file is write-protected; allow yourself to write it or save it elsewhere.</source>
        <translation>Die Datei ist schreibgeschützt; erlauben Sie sich das Schreiben, oder speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>You may not write this file; save it elsewhere.</source>
        <translation>Sie dürfen diese Datei nicht schreiben; speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>The file belongs to %1 and you may not write it; save it elsewhere.</source>
        <translation>Die Datei gehört %1, und Sie dürfen sie nicht schreiben; speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>There is no room on the disk; free some space or save it elsewhere. The old file is unchanged.</source>
        <translation>Auf der Platte ist kein Platz; schaffen Sie welchen, oder speichern Sie anderswo. Die alte Datei ist unverändert.</translation>
    </message>
    <message>
        <source>The disk can only be read; save it elsewhere.</source>
        <translation>Die Platte lässt sich nur lesen; speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>The folder of the file does not exist; save it elsewhere.</source>
        <translation>Den Ordner der Datei gibt es nicht; speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>You may not write into this folder; save the file elsewhere.</source>
        <translation>Sie dürfen nicht in diesen Ordner schreiben; speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>The name is longer than the file system allows; save it under another one.</source>
        <translation>Der Name ist länger, als das Dateisystem erlaubt; speichern Sie unter einem anderen.</translation>
    </message>
    <message>
        <source>The file could not be written; save it elsewhere. The old file is unchanged.</source>
        <translation>Die Datei ließ sich nicht schreiben; speichern Sie anderswo. Die alte Datei ist unverändert.</translation>
    </message>
    <message>
        <source>Another program changed the file.</source>
        <translation>Ein anderes Programm hat die Datei geändert.</translation>
    </message>
    <message>
        <source>This is not a file that can be written; save it elsewhere.</source>
        <translation>Das ist keine Datei, die sich schreiben lässt; speichern Sie anderswo.</translation>
    </message>
    <message>
        <source>The text changed since it was searched; search again.</source>
        <translation>Der Text hat sich seit der Suche geändert; suchen Sie noch einmal.</translation>
    </message>
    <message>
        <source>The regular expression is not valid: %1.</source>
        <translation>Der reguläre Ausdruck ist ungültig: %1.</translation>
    </message>
    <message>
        <source>There is nothing to look for.</source>
        <translation>Es gibt nichts zu suchen.</translation>
    </message>
    <message>
        <source>The text to look for is longer than %1 characters.</source>
        <translation>Der gesuchte Text ist länger als %1 Zeichen.</translation>
    </message>
    <message>
        <source>The regular expression takes too long on this text; make it simpler.</source>
        <translation>Der reguläre Ausdruck braucht für diesen Text zu lange; vereinfachen Sie ihn.</translation>
    </message>
    <message>
        <source>The file is too large for regular expressions; search for plain text.</source>
        <translation>Die Datei ist für reguläre Ausdrücke zu groß; suchen Sie einfachen Text.</translation>
    </message>
    <message>
        <source>The C library of this system does not know %1; install its character sets or choose another encoding.</source>
        <translation>Die C-Bibliothek dieses Systems kennt %1 nicht; installieren Sie ihre Zeichensätze, oder wählen Sie eine andere Kodierung.</translation>
    </message>
    <message>
        <source>The file is not in %1; choose another encoding.</source>
        <translation>Die Datei ist nicht in %1; wählen Sie eine andere Kodierung.</translation>
    </message>
    <message>
        <source>Saving this file in %1 would change bytes that you did not touch; choose another encoding.</source>
        <translation>Diese Datei in %1 zu speichern, würde Bytes ändern, die Sie nicht angefasst haben; wählen Sie eine andere Kodierung.</translation>
    </message>
    <message>
        <source>The text has a character that %1 cannot hold; save it as UTF-8.</source>
        <translation>Der Text hat ein Zeichen, das es in %1 nicht gibt; speichern Sie als UTF-8.</translation>
    </message>
    <message>
        <source>The file says that it is UTF-16 but has an odd number of bytes; it is damaged or no text.</source>
        <translation>Die Datei gibt sich als UTF-16 aus, hat aber eine ungerade Zahl von Bytes; sie ist beschädigt oder kein Text.</translation>
    </message>
    <message>
        <source>The history of the file cannot be read.</source>
        <translation>Der Verlauf der Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The file cannot be read from the repository.</source>
        <translation>Die Datei lässt sich aus dem Repository nicht lesen.</translation>
    </message>
    <message>
        <source>The commit cannot be read.</source>
        <translation>Der Commit lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>Die Datei ist zu groß.</translation>
    </message>
    <message>
        <source>The files could not be compared.</source>
        <translation>Die Dateien ließen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>The text is too long to be compared.</source>
        <translation>Der Text ist für einen Vergleich zu lang.</translation>
    </message>
    <message>
        <source>There is no such branch.</source>
        <translation>Diesen Branch gibt es nicht.</translation>
    </message>
    <message>
        <source>A merge or rebase is under way. End it first.</source>
        <translation>Ein Merge oder Rebase ist im Gang. Beenden Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>The branches cannot be listed.</source>
        <translation>Die Branches lassen sich nicht auflisten.</translation>
    </message>
    <message>
        <source>A branch cannot be called like this: no blanks, no “..”, none of ~^:?*[\, no “/” or “.lock” at its end.</source>
        <translation>So kann ein Branch nicht heißen: keine Leerzeichen, kein „..“, keines von ~^:?*[\, am Ende kein „/“ oder „.lock“.</translation>
    </message>
    <message>
        <source>There is a branch of this name already.</source>
        <translation>Einen Branch dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>The branch could not be made.</source>
        <translation>Der Branch ließ sich nicht anlegen.</translation>
    </message>
    <message>
        <source>This branch is in use in another work folder of the repository.</source>
        <translation>Dieser Branch ist in einem anderen Arbeitsordner des Repositorys in Gebrauch.</translation>
    </message>
    <message>
        <source>The branch could not be switched.</source>
        <translation>Der Branch ließ sich nicht wechseln.</translation>
    </message>
    <message>
        <source>The branch could not be renamed.</source>
        <translation>Der Branch ließ sich nicht umbenennen.</translation>
    </message>
    <message>
        <source>This branch is in use. Switch to another one first.</source>
        <translation>Dieser Branch ist in Gebrauch. Wechseln Sie zuerst zu einem anderen.</translation>
    </message>
    <message>
        <source>This branch has commits that are in no other one.</source>
        <translation>Dieser Branch hat Commits, die in keinem anderen sind.</translation>
    </message>
    <message>
        <source>The branch could not be deleted.</source>
        <translation>Der Branch ließ sich nicht löschen.</translation>
    </message>
    <message>
        <source>This is a bare repository: it has no files to edit. Clone it first.</source>
        <translation>Das ist ein nacktes Repository: Es hat keine Dateien zum Bearbeiten. Klonen Sie es zuerst.</translation>
    </message>
    <message>
        <source>The repository could not be made.</source>
        <translation>Das Repository ließ sich nicht anlegen.</translation>
    </message>
    <message>
        <source>Give a name and an address, without &lt; and &gt;.</source>
        <translation>Geben Sie einen Namen und eine Adresse an, ohne &lt; und &gt;.</translation>
    </message>
    <message>
        <source>The index could not be written.</source>
        <translation>Der Index ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The file could not be staged.</source>
        <translation>Die Datei ließ sich nicht vormerken.</translation>
    </message>
    <message>
        <source>The lines could not be staged.</source>
        <translation>Die Zeilen ließen sich nicht vormerken.</translation>
    </message>
    <message>
        <source>What is staged of this file changed meanwhile; look again and repeat it.</source>
        <translation>Was von dieser Datei vorgemerkt ist, hat sich inzwischen geändert; sehen Sie nach, und wiederholen Sie es.</translation>
    </message>
    <message>
        <source>This file is no text; stage it as a whole.</source>
        <translation>Diese Datei ist kein Text; merken Sie sie als Ganzes vor.</translation>
    </message>
    <message>
        <source>The file could not be unstaged.</source>
        <translation>Die Datei ließ sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>That is too much to be discarded with a way back: choose fewer files.</source>
        <translation>Das ist zu viel, um es mit einem Weg zurück zu verwerfen: Wählen Sie weniger Dateien.</translation>
    </message>
    <message>
        <source>What was discarded cannot be had back.</source>
        <translation>Was verworfen wurde, ist nicht mehr zu haben.</translation>
    </message>
    <message>
        <source>Nothing of this file is staged.</source>
        <translation>Von dieser Datei ist nichts vorgemerkt.</translation>
    </message>
    <message>
        <source>This file is in no commit yet.</source>
        <translation>Diese Datei ist noch in keinem Commit.</translation>
    </message>
    <message>
        <source>This file is no text.</source>
        <translation>Diese Datei ist kein Text.</translation>
    </message>
    <message>
        <source>The state of the files cannot be read.</source>
        <translation>Der Zustand der Dateien lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The commit could not be made.</source>
        <translation>Der Commit ließ sich nicht anlegen.</translation>
    </message>
    <message>
        <source>Some files have conflicts. Settle them first.</source>
        <translation>Einige Dateien haben Konflikte. Lösen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>The commit has no message yet.</source>
        <translation>Der Commit hat noch keine Nachricht.</translation>
    </message>
    <message>
        <source>There is no commit yet to be amended.</source>
        <translation>Es gibt noch keinen Commit, der sich ergänzen ließe.</translation>
    </message>
    <message>
        <source>End the merge with a commit of its own first.</source>
        <translation>Beenden Sie zuerst den Merge mit einem eigenen Commit.</translation>
    </message>
    <message>
        <source>Nothing is staged. Stage something first.</source>
        <translation>Nichts ist vorgemerkt. Merken Sie zuerst etwas vor.</translation>
    </message>
    <message>
        <source>The history cannot be read.</source>
        <translation>Der Verlauf lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The changes could not be put aside.</source>
        <translation>Die Änderungen ließen sich nicht beiseitelegen.</translation>
    </message>
    <message>
        <source>The stash could not be applied.</source>
        <translation>Der Stash ließ sich nicht anwenden.</translation>
    </message>
    <message>
        <source>A file that the stash changes has changes of its own. Commit or stash them first.</source>
        <translation>Eine Datei, die der Stash ändert, hat eigene Änderungen. Legen Sie sie zuerst in einen Commit oder Stash.</translation>
    </message>
    <message>
        <source>The stashes cannot be listed.</source>
        <translation>Die Stashes lassen sich nicht auflisten.</translation>
    </message>
    <message>
        <source>There is no commit yet that the files could go back to.</source>
        <translation>Es gibt noch keinen Commit, zu dem die Dateien zurückkehren könnten.</translation>
    </message>
    <message>
        <source>There are no changes to be put aside.</source>
        <translation>Es gibt keine Änderungen, die sich beiseitelegen ließen.</translation>
    </message>
    <message>
        <source>This stash is gone already.</source>
        <translation>Diesen Stash gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no such commit.</source>
        <translation>Diesen Commit gibt es nicht.</translation>
    </message>
    <message>
        <source>This file has no conflict any more.</source>
        <translation>Diese Datei hat keinen Konflikt mehr.</translation>
    </message>
    <message>
        <source>The conflicts cannot be listed.</source>
        <translation>Die Konflikte lassen sich nicht auflisten.</translation>
    </message>
    <message>
        <source>No merge is under way.</source>
        <translation>Kein Merge ist im Gang.</translation>
    </message>
    <message>
        <source>A file of this repository is no ordinary file; remove it, or do not open this repository.</source>
        <translation>Eine Datei dieses Repositorys ist keine gewöhnliche Datei; entfernen Sie sie, oder öffnen Sie dieses Repository nicht.</translation>
    </message>
    <message>
        <source>This folder is in no git repository.</source>
        <translation>Dieser Ordner ist in keinem git-Repository.</translation>
    </message>
    <message>
        <source>%1 Another program is working in this repository; try again when it has ended, or delete its lock file if it crashed.</source>
        <translation>%1 Ein anderes Programm arbeitet in diesem Repository; versuchen Sie es noch einmal, wenn es fertig ist, oder löschen Sie seine Sperrdatei, falls es abgestürzt ist.</translation>
    </message>
    <message>
        <source>The document is read-only.</source>
        <translation>Das Dokument ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>The folder cannot be made.</source>
        <translation>Der Ordner lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>The terminal cannot be started.</source>
        <translation>Das Terminal lässt sich nicht starten.</translation>
    </message>
    <message>
        <source>The text was changed here since it was checked. Wait for the next check.</source>
        <translation>Der Text wurde hier seit der Prüfung geändert. Warten Sie auf die nächste Prüfung.</translation>
    </message>
    <message>
        <source>This is no keyboard scheme.</source>
        <translation>Das ist kein Tastaturschema.</translation>
    </message>
    <message>
        <source>The keyboard scheme was written by a newer version.</source>
        <translation>Das Tastaturschema hat eine neuere Version geschrieben.</translation>
    </message>
    <message>
        <source>The program “%1” was not found; install it, or correct the task.</source>
        <translation>Das Programm „%1“ wurde nicht gefunden; installieren Sie es, oder berichtigen Sie die Aufgabe.</translation>
    </message>
    <message>
        <source>The file was changed since; it is left as it is.</source>
        <translation>Die Datei wurde seitdem geändert; sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>More than 50 files would be changed at once; nothing was.</source>
        <translation>Mehr als 50 Dateien würden auf einmal geändert; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>A file outside the open folder would be changed; nothing was.</source>
        <translation>Eine Datei außerhalb des offenen Ordners würde geändert; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>A file could not be opened; nothing was changed.</source>
        <translation>Eine Datei ließ sich nicht öffnen; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>A file is read-only; nothing was changed.</source>
        <translation>Eine Datei ist schreibgeschützt; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>A text was changed in the meantime. Try again.</source>
        <translation>Ein Text wurde inzwischen geändert. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>What stands here cannot be renamed.</source>
        <translation>Was hier steht, lässt sich nicht umbenennen.</translation>
    </message>
    <message>
        <source>The text was changed since this was offered. Ask again.</source>
        <translation>Der Text wurde geändert, seit dies angeboten wurde. Fragen Sie noch einmal.</translation>
    </message>
    <message>
        <source>The text was changed while it was formatted. Try again.</source>
        <translation>Der Text wurde während des Formatierens geändert. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>DialogQuestions</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>HLS C++ (*.c *.cc *.cpp *.cxx *.h *.hh *.hpp *.hxx)</source>
        <translation>HLS-C++ (*.c *.cc *.cpp *.cxx *.h *.hh *.hpp *.hxx)</translation>
    </message>
    <message>
        <source>Qiskit (*.py)</source>
        <translation>Qiskit (*.py)</translation>
    </message>
    <message>
        <source>Open Files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Unsaved Changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved.</source>
        <translation>„%1“ hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) have changes that are not saved.</source>
        <translation>
            <numerusform>%n Datei hat Änderungen, die nicht gespeichert sind.</numerusform>
            <numerusform>%n Dateien haben Änderungen, die nicht gespeichert sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>Alle speichern</translation>
    </message>
    <message>
        <source>Discard Changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
</context>
<context>
    <name>EditCommands</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Select &amp;Next Occurrence</source>
        <translation>&amp;Nächstes Vorkommen auswählen</translation>
    </message>
    <message>
        <source>&amp;Indent</source>
        <translation>Ein&amp;rücken</translation>
    </message>
    <message>
        <source>U&amp;nindent</source>
        <translation>Aus&amp;rücken</translation>
    </message>
    <message>
        <source>Toggle Co&amp;mment</source>
        <translation>Ko&amp;mmentar umschalten</translation>
    </message>
    <message>
        <source>&amp;Duplicate Lines</source>
        <translation>Zeilen ver&amp;doppeln</translation>
    </message>
    <message>
        <source>Delete &amp;Lines</source>
        <translation>Zei&amp;len löschen</translation>
    </message>
    <message>
        <source>Move Lines U&amp;p</source>
        <translation>Zeilen nach &amp;oben</translation>
    </message>
    <message>
        <source>Move Lines Do&amp;wn</source>
        <translation>Zeilen nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>R&amp;eplace…</source>
        <translation>&amp;Ersetzen …</translation>
    </message>
    <message>
        <source>Find Ne&amp;xt</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find Pre&amp;vious</source>
        <translation>Rück&amp;wärts suchen</translation>
    </message>
    <message>
        <source>&amp;Quick Fix…</source>
        <translation>Schnell&amp;korrektur …</translation>
    </message>
    <message>
        <source>What the checks propose for the problem at the caret</source>
        <translation>Was die Prüfungen für das Problem an der Schreibmarke vorschlagen</translation>
    </message>
    <message>
        <source>Select All &amp;Occurrences</source>
        <translation>Alle V&amp;orkommen auswählen</translation>
    </message>
    <message>
        <source>Skip This Occurrence</source>
        <translation>Dieses Vorkommen überspringen</translation>
    </message>
    <message>
        <source>Add Caret &amp;Above</source>
        <translation>Schreibmarke d&amp;arüber hinzufügen</translation>
    </message>
    <message>
        <source>Add Caret &amp;Below</source>
        <translation>Schreibmarke darunter hin&amp;zufügen</translation>
    </message>
    <message>
        <source>Carets at Line &amp;Ends</source>
        <translation>Schreibmarken an Zeil&amp;enenden</translation>
    </message>
    <message>
        <source>Remove the Last Caret</source>
        <translation>Letzte Schreibmarke entfernen</translation>
    </message>
    <message>
        <source>&amp;Join Lines</source>
        <translation>Zeilen &amp;verbinden</translation>
    </message>
    <message>
        <source>&amp;Sort Lines</source>
        <translation>Zeilen &amp;sortieren</translation>
    </message>
    <message>
        <source>Sort Lines Bac&amp;kwards</source>
        <translation>Zeilen rückwärts sortieren</translation>
    </message>
    <message>
        <source>Remove Blanks at Line Ends</source>
        <translation>Leerzeichen an Zeilenenden entfernen</translation>
    </message>
    <message>
        <source>Upper Case</source>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>Lower Case</source>
        <translation>Kleinbuchstaben</translation>
    </message>
</context>
<context>
    <name>EngineStatus</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message numerus="yes">
        <source>Kernels: %1, %n thread(s)</source>
        <translation>
            <numerusform>Rechenkerne: %1, %n Thread</numerusform>
            <numerusform>Rechenkerne: %1, %n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>Memory of the engine: %1 MB</source>
        <translation>Speicher der Engine: %1 MB</translation>
    </message>
    <message>
        <source>Click to see what became of the last suggestions.</source>
        <translation>Klicken zeigt, was aus den letzten Vorschlägen wurde.</translation>
    </message>
    <message>
        <source>Model off</source>
        <translation>Modell aus</translation>
    </message>
    <message>
        <source>Suggestions are switched off in this run.</source>
        <translation>Vorschläge sind in diesem Lauf ausgeschaltet.</translation>
    </message>
    <message>
        <source>No engine</source>
        <translation>Keine Engine</translation>
    </message>
    <message>
        <source>The program gatewright-engine is missing, so there are no suggestions. Install it again.</source>
        <translation>Das Programm gatewright-engine fehlt, daher gibt es keine Vorschläge. Installieren Sie es neu.</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>Engine startet …</translation>
    </message>
    <message>
        <source>Editing does not wait for it.</source>
        <translation>Das Bearbeiten wartet nicht darauf.</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Modell wird geladen …</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message numerus="yes">
        <source>The engine stopped; it starts again in %n second(s)</source>
        <translation>
            <numerusform>Die Engine ist stehen geblieben; sie startet in %n Sekunde neu</numerusform>
            <numerusform>Die Engine ist stehen geblieben; sie startet in %n Sekunden neu</numerusform>
        </translation>
    </message>
    <message>
        <source>Your text is safe: the engine never holds it.</source>
        <translation>Ihr Text ist sicher: die Engine verwahrt ihn nie.</translation>
    </message>
    <message>
        <source>The engine stopped too often</source>
        <translation>Die Engine ist zu oft stehen geblieben</translation>
    </message>
    <message>
        <source>Your text is safe. Choose Completion › Restart the Engine to try again.</source>
        <translation>Ihr Text ist sicher. Mit Vorschläge › Engine neu starten versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>There is no model</source>
        <translation>Es gibt kein Modell</translation>
    </message>
    <message>
        <source>The model was still loading</source>
        <translation>Das Modell wurde noch geladen</translation>
    </message>
    <message>
        <source>The model failed</source>
        <translation>Das Modell ist gescheitert</translation>
    </message>
    <message>
        <source>You typed on</source>
        <translation>Sie haben weitergetippt</translation>
    </message>
    <message>
        <source>It took too long</source>
        <translation>Es hat zu lange gedauert</translation>
    </message>
    <message>
        <source>The model had nothing to say here</source>
        <translation>Das Modell hatte hier nichts zu sagen</translation>
    </message>
    <message>
        <source>It repeated what is in the file already</source>
        <translation>Es wiederholte, was schon in der Datei steht</translation>
    </message>
    <message>
        <source>It repeated itself</source>
        <translation>Es wiederholte sich</translation>
    </message>
    <message>
        <source>The model was not sure enough</source>
        <translation>Das Modell war nicht sicher genug</translation>
    </message>
    <message>
        <source>It would not have parsed</source>
        <translation>Es hätte sich nicht parsen lassen</translation>
    </message>
    <message>
        <source>It was too short to be of use</source>
        <translation>Es war zu kurz, um zu nützen</translation>
    </message>
    <message>
        <source>The engine did not know the file yet</source>
        <translation>Die Engine kannte die Datei noch nicht</translation>
    </message>
    <message>
        <source>The engine's copy of the file was older</source>
        <translation>Die Kopie der Engine war älter</translation>
    </message>
    <message>
        <source>Too much text right of the cursor</source>
        <translation>Zu viel Text rechts der Einfügemarke</translation>
    </message>
    <message>
        <source>The file cannot be changed</source>
        <translation>Die Datei lässt sich nicht ändern</translation>
    </message>
    <message>
        <source>The engine was not running</source>
        <translation>Die Engine lief nicht</translation>
    </message>
    <message>
        <source>Suggestions are switched off</source>
        <translation>Vorschläge sind ausgeschaltet</translation>
    </message>
    <message>
        <source>Suggestions were snoozed</source>
        <translation>Vorschläge waren pausiert</translation>
    </message>
    <message>
        <source>Suggestions are off for this language</source>
        <translation>Vorschläge sind für diese Sprache ausgeschaltet</translation>
    </message>
    <message>
        <source>The file is secret or excluded</source>
        <translation>Die Datei ist geheim oder ausgeschlossen</translation>
    </message>
    <message>
        <source>%1 tokens/s ×%2</source>
        <translation>%1 Tokens/s ×%2</translation>
    </message>
    <message>
        <source>%1 tokens in each pass of the model, because their words were drafted</source>
        <translation>%1 Tokens in jedem Durchgang des Modells, weil ihre Wörter vorausgesagt waren</translation>
    </message>
    <message>
        <source>Loading the model: %1 %</source>
        <translation>Das Modell wird geladen: %1 %</translation>
    </message>
    <message>
        <source>%1 · asleep</source>
        <translation>%1 · schläft</translation>
    </message>
    <message>
        <source>It was not used for a while and gave its memory back. It is loaded again when you type.</source>
        <translation>Es wurde eine Weile nicht benutzt und hat seinen Speicher zurückgegeben. Beim Tippen wird es wieder geladen.</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>&amp;New File</source>
        <translation>&amp;Neue Datei</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>&amp;Ordner öffnen …</translation>
    </message>
    <message>
        <source>Close Fol&amp;der</source>
        <translation>Or&amp;dner schließen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;As…</source>
        <translation>Speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Save A&amp;ll</source>
        <translation>&amp;Alles speichern</translation>
    </message>
    <message>
        <source>&amp;Reload from Disk</source>
        <translation>Neu vom Datenträger &amp;lesen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close Ot&amp;hers</source>
        <translation>&amp;Andere schließen</translation>
    </message>
    <message>
        <source>Close All</source>
        <translation>Alle schließen</translation>
    </message>
    <message>
        <source>Reopen Closed &amp;Tab</source>
        <translation>Geschlossenen &amp;Reiter wieder öffnen</translation>
    </message>
    <message>
        <source>Forget Recent Files and Folders</source>
        <translation>Zuletzt verwendete Dateien und Ordner vergessen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
</context>
<context>
    <name>FileSource</name>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Type the name of a file; &gt; for commands, @ for symbols, : for a line</source>
        <translation>Namen einer Datei eingeben; &gt; für Befehle, @ für Namen im Text, : für eine Zeile</translation>
    </message>
</context>
<context>
    <name>FileSymbols</name>
    <message>
        <source>namespace</source>
        <translation>Namensraum</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>struct</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>enum</source>
        <translation>Aufzählung</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
</context>
<context>
    <name>FormatCommands</name>
    <message>
        <source>Version of %1</source>
        <translation>Stand vom %1</translation>
    </message>
    <message>
        <source>In the Editor</source>
        <translation>Im Editor</translation>
    </message>
    <message>
        <source>No old version was kept (see Settings &gt; Files)</source>
        <translation>Kein alter Stand wurde aufgehoben (siehe Einstellungen &gt; Dateien)</translation>
    </message>
    <message>
        <source>Reopen with &amp;Encoding…</source>
        <translation>Mit anderer &amp;Kodierung neu lesen …</translation>
    </message>
    <message>
        <source>Save with Encodin&amp;g…</source>
        <translation>Mit anderer Kodierun&amp;g speichern …</translation>
    </message>
    <message>
        <source>Co&amp;mpare with File on Disk</source>
        <translation>&amp;Mit der Datei vergleichen</translation>
    </message>
    <message>
        <source>Compare with Old &amp;Version…</source>
        <translation>Mit altem &amp;Stand vergleichen …</translation>
    </message>
    <message>
        <source>Line Ends: LF (Unix)</source>
        <translation>Zeilenenden: LF (Unix)</translation>
    </message>
    <message>
        <source>Line Ends: CR LF (Windows)</source>
        <translation>Zeilenenden: CR LF (Windows)</translation>
    </message>
    <message>
        <source>Line Ends: CR (old Mac)</source>
        <translation>Zeilenenden: CR (alter Mac)</translation>
    </message>
</context>
<context>
    <name>FormatMenu</name>
    <message>
        <source>Reopen with Encoding</source>
        <translation>Mit Kodierung neu öffnen</translation>
    </message>
    <message>
        <source>Save with Encoding</source>
        <translation>Mit Kodierung speichern</translation>
    </message>
</context>
<context>
    <name>GoCommands</name>
    <message>
        <source>Go to &amp;File…</source>
        <translation>Gehe zu &amp;Datei …</translation>
    </message>
    <message>
        <source>Go to &amp;Line…</source>
        <translation>Gehe zu &amp;Zeile …</translation>
    </message>
    <message>
        <source>Go to Matching &amp;Bracket</source>
        <translation>Gehe zur passenden &amp;Klammer</translation>
    </message>
    <message>
        <source>&amp;Next Tab</source>
        <translation>&amp;Nächster Reiter</translation>
    </message>
    <message>
        <source>&amp;Previous Tab</source>
        <translation>&amp;Voriger Reiter</translation>
    </message>
    <message>
        <source>Next P&amp;roblem</source>
        <translation>Nächstes P&amp;roblem</translation>
    </message>
    <message>
        <source>Previous Pr&amp;oblem</source>
        <translation>V&amp;origes Problem</translation>
    </message>
</context>
<context>
    <name>LearningText</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Nothing was learned yet.</source>
        <translation>Noch ist nichts gelernt.</translation>
    </message>
    <message>
        <source>The index and the table learn from each accepted line at once; the head begins after %1 tokens, in idle time. Nothing of it leaves this computer.</source>
        <translation>Index und Tabelle lernen sofort aus jeder angenommenen Zeile; der Kopf beginnt nach %1 Tokens, in Leerlaufzeit. Nichts davon verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>The index and the table learn from each accepted line at once; the head learns slowly, in idle time. Nothing of it leaves this computer.</source>
        <translation>Index und Tabelle lernen sofort aus jeder angenommenen Zeile; der Kopf lernt langsam, in Leerlaufzeit. Nichts davon verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Accepted text is not kept now, by your settings, so the head has nothing to learn from.</source>
        <translation>Angenommener Text wird nach Ihren Einstellungen nicht aufbewahrt, daher hat der Kopf nichts, woraus er lernen könnte.</translation>
    </message>
    <message>
        <source>Last time: version %1 is better and serves. %2</source>
        <translation>Zuletzt: Version %1 ist besser und im Einsatz. %2</translation>
    </message>
    <message>
        <source>Last time: what serves was kept. %1</source>
        <translation>Zuletzt: Es blieb bei der Version im Einsatz. %1</translation>
    </message>
    <message>
        <source>The head learns from %1 tokens.</source>
        <translation>Der Kopf lernt aus %1 Tokens.</translation>
    </message>
    <message>
        <source>The head learns from %1 tokens: step %2 of %3, %4 %.</source>
        <translation>Der Kopf lernt aus %1 Tokens: Schritt %2 von %3, %4 %.</translation>
    </message>
    <message>
        <source>%1: without it nothing is learned, and what was learned stays.</source>
        <translation>%1: Ohne Engine wird nichts gelernt, und Gelerntes bleibt.</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Modell wird geladen …</translation>
    </message>
    <message>
        <source>What was learned is shown when it is there.</source>
        <translation>Danach steht hier, was gelernt wurde.</translation>
    </message>
    <message>
        <source>Drafting several words at once is switched off.</source>
        <translation>Mehrere Wörter auf einmal vorauszusagen ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>With it the model answers several times faster from what you wrote and accepted, and never with another text. What was learned stays.</source>
        <translation>Damit antwortet das Modell aus dem, was Sie geschrieben und angenommen haben, um ein Mehrfaches schneller und nie mit anderem Text. Gelerntes bleibt.</translation>
    </message>
    <message>
        <source>What the head learned is not known.</source>
        <translation>Was der Kopf gelernt hat, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The head does not learn; index and table do.</source>
        <translation>Der Kopf lernt nicht; Index und Tabelle lernen.</translation>
    </message>
    <message>
        <source>This build has no trainer. Install the package with the program gatewright-trainer to let the head learn.</source>
        <translation>Diesem Programm fehlt der Trainer. Installieren Sie das Paket mit dem Programm gatewright-trainer, damit der Kopf lernt.</translation>
    </message>
    <message>
        <source>The head waits for text: %1 of the %2 new tokens it begins with.</source>
        <translation>Der Kopf wartet auf Text: %1 von %2 neuen Tokens, mit denen er beginnt.</translation>
    </message>
    <message>
        <source>The head learns as soon as no suggestion is waited for.</source>
        <translation>Der Kopf lernt, sobald niemand auf einen Vorschlag wartet.</translation>
    </message>
    <message>
        <source>The head learns from %1 new tokens in the next idle time.</source>
        <translation>Der Kopf lernt in der nächsten Leerlaufzeit aus %1 neuen Tokens.</translation>
    </message>
    <message>
        <source>The head is paused with %1 new tokens; index and table go on.</source>
        <translation>Der Kopf pausiert mit %1 neuen Tokens; Index und Tabelle lernen weiter.</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Offene Datei</translation>
    </message>
    <message>
        <source>Project and accepted text</source>
        <translation>Projekt und Angenommenes</translation>
    </message>
    <message>
        <source>Earlier answers</source>
        <translation>Frühere Antworten</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>Abwandlungen</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>What stands in the file already, also below the cursor</source>
        <translation>Was in der Datei schon steht, auch unter dem Cursor</translation>
    </message>
    <message>
        <source>The index of your project and of what you accepted</source>
        <translation>Der Index Ihres Projekts und dessen, was Sie angenommen haben</translation>
    </message>
    <message>
        <source>What the model answered a moment ago</source>
        <translation>Was das Modell eben geantwortet hat</translation>
    </message>
    <message>
        <source>The table of which word followed which two, also in drafts that fell</source>
        <translation>Die Tabelle, welches Wort auf welche zwei folgte, auch in verworfenen Voraussagen</translation>
    </message>
    <message>
        <source>Lines of the file with other names in them</source>
        <translation>Zeilen der Datei mit anderen Namen darin</translation>
    </message>
    <message>
        <source>The small network that learns in idle time</source>
        <translation>Das kleine Netz, das in Leerlaufzeit lernt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>%1: %2 tokens per pass (%3 in %4 passes), %5 saved</source>
        <translation>%1: %2 Tokens je Durchgang (%3 in %4 Durchgängen), %5 gespart</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>nicht lesbar: %1</translation>
    </message>
    <message>
        <source>came with Gatewright</source>
        <translation>kam mit Gatewright</translation>
    </message>
    <message>
        <source>learned from your text</source>
        <translation>aus Ihrem Text gelernt</translation>
    </message>
    <message>
        <source>%1 (learned from erased text)</source>
        <translation>%1 (lernte aus gelöschtem Text)</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Its training is switched off in the settings.</source>
        <translation>Sein Training ist in den Einstellungen ausgeschaltet.</translation>
    </message>
    <message>
        <source>It has nothing to learn from: accepted text is not kept, by your settings.</source>
        <translation>Er hat nichts, woraus er lernen könnte: Angenommener Text wird nach Ihren Einstellungen nicht aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>LineSource</name>
    <message>
        <source>A line from 1 to %1</source>
        <translation>Eine Zeile von 1 bis %1</translation>
    </message>
    <message>
        <source>Go to line %1, column %2</source>
        <translation>Gehe zu Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>Go to line %1</source>
        <translation>Gehe zu Zeile %1</translation>
    </message>
    <message>
        <source>Type a line, or line:column</source>
        <translation>Zeile oder Zeile:Spalte eingeben</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>%L1 million parameters</source>
        <translation>%L1 Millionen Parameter</translation>
    </message>
    <message>
        <source>%L1 billion parameters</source>
        <translation>%L1 Milliarden Parameter</translation>
    </message>
    <message>
        <source>SHA-256:</source>
        <translation>SHA-256:</translation>
    </message>
    <message>
        <source>%1 (as published)</source>
        <translation>%1 (wie veröffentlicht)</translation>
    </message>
    <message>
        <source>%1 (not the one that was published: damaged or changed)</source>
        <translation>%1 (nicht die veröffentlichte: beschädigt oder geändert)</translation>
    </message>
    <message>
        <source>Memory:</source>
        <translation>Speicher:</translation>
    </message>
    <message>
        <source>%1 of %2 that are free</source>
        <translation>%1 von %2, die frei sind</translation>
    </message>
    <message>
        <source>%1: more than is free (%2)</source>
        <translation>%1: mehr, als frei ist (%2)</translation>
    </message>
    <message>
        <source>Model:</source>
        <translation>Modell:</translation>
    </message>
    <message>
        <source>is being read…</source>
        <translation>wird gelesen …</translation>
    </message>
    <message>
        <source>Problem:</source>
        <translation>Problem:</translation>
    </message>
    <message>
        <source>Licence:</source>
        <translation>Lizenz:</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>Datei:</translation>
    </message>
    <message>
        <source>asleep</source>
        <translation>schläft</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>wird geladen …</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectCommands</name>
    <message>
        <source>New File in Folder</source>
        <translation>Neue Datei im Ordner</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Move to Trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Open Containing Folder</source>
        <translation>Übergeordneten Ordner öffnen</translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation>Pfad kopieren</translation>
    </message>
</context>
<context>
    <name>RunCommands</name>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>Simulate the current file in the sandbox; it need not be saved</source>
        <translation>Die aktuelle Datei in der Sandbox simulieren; sie muss nicht gespeichert sein</translation>
    </message>
    <message>
        <source>Run &amp;Again</source>
        <translation>&amp;Erneut ausführen</translation>
    </message>
    <message>
        <source>Run what ran last, whatever file is in front now</source>
        <translation>Ausführen, was zuletzt lief, egal welche Datei jetzt vorn ist</translation>
    </message>
    <message>
        <source>&amp;Cancel Run</source>
        <translation>Lauf a&amp;bbrechen</translation>
    </message>
</context>
<context>
    <name>RunOutput</name>
    <message numerus="yes">
        <source>… %Ln more character(s) of this line are not shown</source>
        <translation>
            <numerusform>… %Ln weiteres Zeichen dieser Zeile ist nicht gezeigt</numerusform>
            <numerusform>… %Ln weitere Zeichen dieser Zeile sind nicht gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %Ln character(s) are not shown here</source>
        <translation>
            <numerusform>… %Ln Zeichen ist hier nicht gezeigt</numerusform>
            <numerusform>… %Ln Zeichen sind hier nicht gezeigt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>does not compile</source>
        <translation>nicht übersetzbar</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>abgestürzt</translation>
    </message>
    <message>
        <source>took too long</source>
        <translation>zu lange gelaufen</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>Deadlock</translation>
    </message>
    <message>
        <source>printed too much</source>
        <translation>zu viel ausgegeben</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>built in %1</source>
        <translation>in %1 gebaut</translation>
    </message>
    <message>
        <source>ran in %1</source>
        <translation>in %1 gelaufen</translation>
    </message>
</context>
<context>
    <name>ServerTexts</name>
    <message>
        <source>%1 is switched off.</source>
        <translation>%1 ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>%1 waits until you trust this folder: it asks the folder's Python for its packages.</source>
        <translation>%1 wartet, bis Sie diesem Ordner vertrauen: Es fragt das Python des Ordners nach seinen Paketen.</translation>
    </message>
    <message>
        <source>%1 waits for your answer: this folder names its command.</source>
        <translation>%1 wartet auf Ihre Antwort: Dieser Ordner nennt den Befehl dafür.</translation>
    </message>
    <message>
        <source>%1 is not started: you refused the command of this folder.</source>
        <translation>%1 wird nicht gestartet: Sie haben den Befehl dieses Ordners abgelehnt.</translation>
    </message>
    <message>
        <source>%1 is not installed.</source>
        <translation>%1 ist nicht installiert.</translation>
    </message>
    <message>
        <source>%1 starts with the first file for it.</source>
        <translation>%1 startet mit der ersten passenden Datei.</translation>
    </message>
    <message>
        <source>%1 is starting.</source>
        <translation>%1 startet.</translation>
    </message>
    <message>
        <source>%1 is running.</source>
        <translation>%1 läuft.</translation>
    </message>
    <message numerus="yes">
        <source>%1 stopped working; it is started again within %n second(s).</source>
        <translation>
            <numerusform>%1 ist abgestürzt und wird innerhalb von einer Sekunde neu gestartet.</numerusform>
            <numerusform>%1 ist abgestürzt und wird innerhalb von %n Sekunden neu gestartet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 stopped working %n time(s) in a row and is left alone until you restart it.</source>
        <translation>
            <numerusform>%1 ist einmal abgestürzt und bleibt aus, bis Sie es neu starten.</numerusform>
            <numerusform>%1 ist %n-mal hintereinander abgestürzt und bleibt aus, bis Sie es neu starten.</numerusform>
        </translation>
    </message>
    <message>
        <source>method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>constructor</source>
        <translation>Konstruktor</translation>
    </message>
    <message>
        <source>member</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>enumeration</source>
        <translation>Aufzählung</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>keyword</source>
        <translation>Schlüsselwort</translation>
    </message>
    <message>
        <source>snippet</source>
        <translation>Textbaustein</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>type parameter</source>
        <translation>Typparameter</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>namespace</source>
        <translation>Namensraum</translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Empty: the fixed-width font of the system.</source>
        <translation>Leer: die nichtproportionale Schrift des Systems.</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>In points.</source>
        <translation>In Punkt.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Vergrößerung</translation>
    </message>
    <message>
        <source>In percent of the font size.</source>
        <translation>In Prozent der Schriftgröße.</translation>
    </message>
    <message>
        <source>Width of a tab</source>
        <translation>Breite eines Tabulators</translation>
    </message>
    <message>
        <source>In columns; also the width of one indentation.</source>
        <translation>In Spalten; zugleich die Breite einer Einrückung.</translation>
    </message>
    <message>
        <source>Indent with spaces</source>
        <translation>Mit Leerzeichen einrücken</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Show spaces and tabs</source>
        <translation>Leerzeichen und Tabulatoren anzeigen</translation>
    </message>
    <message>
        <source>Show line numbers</source>
        <translation>Zeilennummern anzeigen</translation>
    </message>
    <message>
        <source>Remove blanks at line ends when saving</source>
        <translation>Beim Speichern Leerraum an Zeilenenden entfernen</translation>
    </message>
    <message>
        <source>End the last line when saving</source>
        <translation>Beim Speichern die letzte Zeile abschließen</translation>
    </message>
    <message>
        <source>Open the last files and folder at the start</source>
        <translation>Beim Start die letzten Dateien und den letzten Ordner öffnen</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Wirkt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Suggest while typing</source>
        <translation>Beim Tippen vorschlagen</translation>
    </message>
    <message>
        <source>When to ask</source>
        <translation>Wann gefragt wird</translation>
    </message>
    <message>
        <source>Adaptive follows the rhythm of your typing; by hand only with Alt+\.</source>
        <translation>Angepasst folgt dem Rhythmus Ihres Tippens; von Hand nur mit Alt+\.</translation>
    </message>
    <message>
        <source>Fixed delay</source>
        <translation>Feste Verzögerung</translation>
    </message>
    <message>
        <source>Milliseconds after the last key.</source>
        <translation>Millisekunden nach der letzten Taste.</translation>
    </message>
    <message>
        <source>Longest suggestion</source>
        <translation>Längster Vorschlag</translation>
    </message>
    <message>
        <source>In tokens.</source>
        <translation>In Token.</translation>
    </message>
    <message>
        <source>Draft several words at once</source>
        <translation>Mehrere Wörter auf einmal vorschreiben</translation>
    </message>
    <message>
        <source>From your files and what you accepted before; faster, and the text is the same.</source>
        <translation>Aus Ihren Dateien und dem, was Sie früher übernommen haben; schneller, und der Text ist derselbe.</translation>
    </message>
    <message>
        <source>No suggestions in these files</source>
        <translation>Keine Vorschläge in diesen Dateien</translation>
    </message>
    <message>
        <source>Patterns such as *.log, separated by commas; added to the built-in list of secret files.</source>
        <translation>Muster wie *.log, durch Kommas getrennt; sie kommen zur eingebauten Liste geheimer Dateien hinzu.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Rechenkerne</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Editor</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>Angepasst</translation>
    </message>
    <message>
        <source>After a fixed delay</source>
        <translation>Nach fester Verzögerung</translation>
    </message>
    <message>
        <source>Only by hand</source>
        <translation>Nur von Hand</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Plain C++</source>
        <translation>Reines C++</translation>
    </message>
    <message>
        <source>Remember what you accept</source>
        <translation>Merken, was Sie annehmen</translation>
    </message>
    <message>
        <source>Accepted suggestions and what became of them, without secrets. They stay on this computer; `gatewright-cli store` shows and erases them.</source>
        <translation>Angenommene Vorschläge und was aus ihnen wurde, ohne Geheimnisse. Sie bleiben auf diesem Rechner; `gatewright-cli store` zeigt und löscht sie.</translation>
    </message>
    <message>
        <source>Forget after</source>
        <translation>Vergessen nach</translation>
    </message>
    <message>
        <source>In days.</source>
        <translation>In Tagen.</translation>
    </message>
    <message>
        <source>Most space</source>
        <translation>Höchster Platzbedarf</translation>
    </message>
    <message>
        <source>In megabytes; the oldest is forgotten first.</source>
        <translation>In Megabyte; das Älteste wird zuerst vergessen.</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>The interpreter that has Qiskit; empty: what Tools &gt; Set Up Qiskit installs. </source>
        <translation>Der Interpreter mit Qiskit; leer: was Werkzeuge &gt; Qiskit einrichten installiert. </translation>
    </message>
    <message>
        <source>Keys and values</source>
        <translation>Schlüssel und Werte</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>Long contexts</source>
        <translation>Lange Kontexte</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>256 tokens</source>
        <translation>256 Token</translation>
    </message>
    <message>
        <source>512 tokens</source>
        <translation>512 Token</translation>
    </message>
    <message>
        <source>1,024 tokens</source>
        <translation>1.024 Token</translation>
    </message>
    <message>
        <source>2,048 tokens</source>
        <translation>2.048 Token</translation>
    </message>
    <message>
        <source>Keep unsaved text when the program ends</source>
        <translation>Nicht gespeicherten Text am Ende des Programms behalten</translation>
    </message>
    <message>
        <source>It comes back with the session; nothing is asked at the end.</source>
        <translation>Er kommt mit der Sitzung zurück; am Ende wird nichts gefragt.</translation>
    </message>
    <message>
        <source>Read files again that other programs changed</source>
        <translation>Dateien neu lesen, die andere Programme geändert haben</translation>
    </message>
    <message>
        <source>Where you have changes of your own you are asked.</source>
        <translation>Wo Sie eigene Änderungen haben, werden Sie gefragt.</translation>
    </message>
    <message>
        <source>Old versions to keep</source>
        <translation>Alte Stände aufheben</translation>
    </message>
    <message>
        <source>Of each file that is saved, in the program's own folder; 0: none.</source>
        <translation>Von jeder Datei, die gespeichert wird, im Ordner des Programms; 0: keine.</translation>
    </message>
    <message>
        <source>No suggestions in these languages</source>
        <translation>Keine Vorschläge in diesen Sprachen</translation>
    </message>
    <message>
        <source>Of cpp, python and plaintext, separated by commas.</source>
        <translation>Von cpp, python und plaintext, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Train on it while the computer is idle</source>
        <translation>Im Leerlauf daraus lernen</translation>
    </message>
    <message>
        <source>What drafts several words at once is trained on what you accepted, on this computer, and used only where it has become better.</source>
        <translation>Was mehrere Wörter auf einmal vorschreibt, wird auf diesem Rechner an dem trainiert, was Sie übernommen haben, und nur verwendet, wo es besser geworden ist.</translation>
    </message>
    <message>
        <source>Show who wrote the line at the caret</source>
        <translation>Zeigen, wer die Zeile am Cursor geschrieben hat</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>A program such as konsole or xterm; empty: the one of your desktop.</source>
        <translation>Ein Programm wie konsole oder xterm; leer: das Ihres Desktops.</translation>
    </message>
    <message>
        <source>Keyboard scheme</source>
        <translation>Tastaturschema</translation>
    </message>
    <message>
        <source>The keys of single commands are in File &gt; Keyboard Shortcuts.</source>
        <translation>Die Tasten einzelner Befehle stehen unter Datei &gt; Tastenkürzel.</translation>
    </message>
    <message>
        <source>Find out how a file is indented</source>
        <translation>Herausfinden, wie eine Datei eingerückt ist</translation>
    </message>
    <message>
        <source>From its text; else the two settings above count.</source>
        <translation>Aus ihrem Text; sonst gelten die beiden Einstellungen darüber.</translation>
    </message>
    <message>
        <source>Follow .editorconfig files</source>
        <translation>.editorconfig-Dateien befolgen</translation>
    </message>
    <message>
        <source>They come before what the text shows and what is set here.</source>
        <translation>Sie gehen dem vor, was der Text zeigt und was hier eingestellt ist.</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Open the list of completions</source>
        <translation>Liste der Vervollständigungen öffnen</translation>
    </message>
    <message>
        <source>Ctrl+Space always opens it. A suggestion waits while it stands open.</source>
        <translation>Strg+Leertaste öffnet sie immer. Ein Vorschlag wartet, solange sie offen ist.</translation>
    </message>
    <message>
        <source>Colour words by their meaning</source>
        <translation>Wörter nach ihrer Bedeutung färben</translation>
    </message>
    <message>
        <source>Show types and parameter names</source>
        <translation>Typen und Parameternamen zeigen</translation>
    </message>
    <message>
        <source>Behind the lines they belong to.</source>
        <translation>Hinter den Zeilen, zu denen sie gehören.</translation>
    </message>
    <message>
        <source>clangd for C and C++</source>
        <translation>clangd für C und C++</translation>
    </message>
    <message>
        <source>Completion, references, renaming. It comes with the package clangd-19.</source>
        <translation>Vervollständigen, Verwendungen, Umbenennen. Es kommt mit dem Paket clangd-19.</translation>
    </message>
    <message>
        <source>A path; empty: what is installed.</source>
        <translation>Ein Pfad; leer: was installiert ist.</translation>
    </message>
    <message>
        <source>Program of clangd</source>
        <translation>Programm von clangd</translation>
    </message>
    <message>
        <source>More arguments for clangd</source>
        <translation>Weitere Argumente für clangd</translation>
    </message>
    <message>
        <source>Separated by commas.</source>
        <translation>Durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>A server for Python</source>
        <translation>Ein Server für Python</translation>
    </message>
    <message>
        <source>basedpyright, pyright, jedi-language-server or pylsp; in trusted folders only.</source>
        <translation>basedpyright, pyright, jedi-language-server oder pylsp; nur in vertrauten Ordnern.</translation>
    </message>
    <message>
        <source>Program of the Python server</source>
        <translation>Programm des Python-Servers</translation>
    </message>
    <message>
        <source>ruff for Python</source>
        <translation>ruff für Python</translation>
    </message>
    <message>
        <source>Formatting and fixes.</source>
        <translation>Formatieren und Korrekturen.</translation>
    </message>
    <message>
        <source>Program of ruff</source>
        <translation>Programm von ruff</translation>
    </message>
    <message>
        <source>Language servers</source>
        <translation>Sprachserver</translation>
    </message>
    <message>
        <source>While typing words and members</source>
        <translation>Beim Tippen von Wörtern und Elementen</translation>
    </message>
    <message>
        <source>Behind . and -&gt; only</source>
        <translation>Nur hinter . und -&gt;</translation>
    </message>
    <message>
        <source>A name or the path of a GGUF file; empty: the model that came with the program.</source>
        <translation>Ein Name oder der Pfad einer GGUF-Datei; leer: das Modell, das mit dem Programm kam.</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>An NVIDIA GPU needs libtorch beside the program; automatic: the processor.</source>
        <translation>Eine NVIDIA-GPU braucht libtorch neben dem Programm; automatisch: der Prozessor.</translation>
    </message>
    <message>
        <source>Unload when idle</source>
        <translation>Bei Nichtgebrauch entladen</translation>
    </message>
    <message>
        <source>Minutes without use; its memory is free then, and it is loaded again when you type. 0: it stays.</source>
        <translation>Minuten ohne Gebrauch; dann ist sein Speicher frei, und beim Tippen wird es wieder geladen. 0: Es bleibt.</translation>
    </message>
    <message>
        <source>0: one a core, at most 8.</source>
        <translation>0: einer je Kern, höchstens 8.</translation>
    </message>
    <message>
        <source>All of them give the same bits.</source>
        <translation>Alle ergeben dieselben Bits.</translation>
    </message>
    <message>
        <source>How much of a context that is longer the model looks at while it answers: less is faster and a little less exact.</source>
        <translation>Wie viel das Modell beim Antworten von einem längeren Kontext ansieht: Weniger ist schneller und etwas weniger genau.</translation>
    </message>
    <message>
        <source>What the model remembers of its context: 8 bits are faster in long contexts, 16 bits a little more exact.</source>
        <translation>Was das Modell sich von seinem Kontext merkt: 8 Bit sind in langen Kontexten schneller, 16 Bit etwas genauer.</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>NVIDIA-GPU</translation>
    </message>
</context>
<context>
    <name>Severity</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>SnippetSource</name>
    <message>
        <source>Type words of a snippet</source>
        <translation>Wörter eines Bausteins eingeben</translation>
    </message>
</context>
<context>
    <name>SymbolSource</name>
    <message>
        <source>Type the name of a function or type of this file</source>
        <translation>Namen einer Funktion oder eines Typs dieser Datei eingeben</translation>
    </message>
    <message>
        <source>Type the name of a function or type of the folder</source>
        <translation>Namen einer Funktion oder eines Typs des Ordners eingeben</translation>
    </message>
</context>
<context>
    <name>TierBadge</name>
    <message>
        <source>parses</source>
        <translation>parst</translation>
    </message>
    <message>
        <source>compiles</source>
        <translation>übersetzt</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
</context>
<context>
    <name>ToolCommands</name>
    <message>
        <source>A template was left out.</source>
        <translation>Eine Vorlage wurde ausgelassen.</translation>
    </message>
    <message>
        <source>New from &amp;Template…</source>
        <translation>Neu aus &amp;Vorlage …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;About Gatewright</source>
        <translation>Ü&amp;ber Gatewright</translation>
    </message>
    <message>
        <source>&amp;Help Pages</source>
        <translation>&amp;Hilfeseiten</translation>
    </message>
</context>
<context>
    <name>ViewCommands</name>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Reset Zoom</source>
        <translation>Vergrößerung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Command &amp;Palette…</source>
        <translation>Befehls&amp;palette …</translation>
    </message>
    <message>
        <source>Pro&amp;ject</source>
        <translation>Pro&amp;jekt</translation>
    </message>
    <message>
        <source>Prob&amp;lems</source>
        <translation>Prob&amp;leme</translation>
    </message>
    <message>
        <source>Split &amp;Right</source>
        <translation>Nach &amp;rechts teilen</translation>
    </message>
    <message>
        <source>Split &amp;Down</source>
        <translation>Nach &amp;unten teilen</translation>
    </message>
    <message>
        <source>Clos&amp;e Split</source>
        <translation>T&amp;eilung schließen</translation>
    </message>
    <message>
        <source>&amp;Next Split</source>
        <translation>&amp;Nächste Teilung</translation>
    </message>
    <message>
        <source>&amp;Wrap Lines</source>
        <translation>Zeilen &amp;umbrechen</translation>
    </message>
    <message>
        <source>Show White&amp;space</source>
        <translation>Leer&amp;raum anzeigen</translation>
    </message>
    <message>
        <source>Show Line N&amp;umbers</source>
        <translation>Zeilenn&amp;ummern anzeigen</translation>
    </message>
    <message>
        <source>Theme of the &amp;System</source>
        <translation>Farben des &amp;Systems</translation>
    </message>
    <message>
        <source>&amp;Light Theme</source>
        <translation>&amp;Helle Farben</translation>
    </message>
    <message>
        <source>&amp;Dark Theme</source>
        <translation>&amp;Dunkle Farben</translation>
    </message>
    <message>
        <source>&amp;Fold or Unfold</source>
        <translation>&amp;Falten oder entfalten</translation>
    </message>
    <message>
        <source>Fold &amp;All</source>
        <translation>&amp;Alles falten</translation>
    </message>
    <message>
        <source>U&amp;nfold All</source>
        <translation>Alles e&amp;ntfalten</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Ru&amp;n</source>
        <translation>Aus&amp;führung</translation>
    </message>
    <message>
        <source>Learnin&amp;g</source>
        <translation>Lernen (&amp;J)</translation>
    </message>
    <message>
        <source>&amp;High Contrast Theme</source>
        <translation>Farbschema mit &amp;hohem Kontrast</translation>
    </message>
</context>
<context>
    <name>WindowMenus</name>
    <message>
        <source>Nothing Yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open Re&amp;cent</source>
        <translation>Zu&amp;letzt verwendet</translation>
    </message>
    <message>
        <source>Recent Fol&amp;ders</source>
        <translation>Zuletzt verwendete Or&amp;dner</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Completion</source>
        <translation>&amp;Vorschläge</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>G&amp;it</source>
        <translation>G&amp;it</translation>
    </message>
</context>
<context>
    <name>gatewright::AboutDialog</name>
    <message>
        <source>About Gatewright</source>
        <translation>Über Gatewright</translation>
    </message>
    <message>
        <source>An IDE for hardware written in code: HLS C++ kernels and Qiskit programs, with a language model that runs on this computer. Your code does not leave it.
The window is free software under the GNU General Public License, version 3 or later; the core, the engine and the command line are under the Apache License 2.0.</source>
        <translation>Eine Entwicklungsumgebung für Hardware in Code: HLS-C++-Kernel und Qiskit-Programme, mit einem Sprachmodell, das auf diesem Rechner läuft. Ihr Code verlässt ihn nicht.
Das Fenster ist freie Software unter der GNU General Public License, Version 3 oder später; Kern, Engine und Kommandozeile stehen unter der Apache License 2.0.</translation>
    </message>
    <message>
        <source>What others wrote</source>
        <translation>Was andere geschrieben haben</translation>
    </message>
    <message>
        <source>Others' Work</source>
        <translation>Werke anderer</translation>
    </message>
</context>
<context>
    <name>gatewright::BranchPopup</name>
    <message>
        <source>Switch to a branch, or type the name of a new one</source>
        <translation>Zu einem Branch wechseln oder den Namen eines neuen eingeben</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Branches</translation>
    </message>
    <message>
        <source>Reading the branches…</source>
        <translation>Die Branches werden gelesen …</translation>
    </message>
    <message>
        <source>New branch “%1” from here</source>
        <translation>Neuer Branch „%1“ ab hier</translation>
    </message>
</context>
<context>
    <name>gatewright::ChangePopover</name>
    <message>
        <source>The change: − before, + now</source>
        <translation>Die Änderung: − vorher, + jetzt</translation>
    </message>
</context>
<context>
    <name>gatewright::CheckBinding</name>
    <message>
        <source>&amp;Trust This Folder</source>
        <translation>Diesem Ordner &amp;vertrauen</translation>
    </message>
    <message>
        <source>Lets suggestions be run without asking, always in the sandbox</source>
        <translation>Vorschläge dürfen ohne Rückfrage laufen, immer in der Sandbox</translation>
    </message>
    <message>
        <source>Restart the &amp;Checker</source>
        <translation>&amp;Prüfer neu starten</translation>
    </message>
    <message>
        <source>The answer was not kept.</source>
        <translation>Die Antwort wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Do you trust the code in “%1”? Until you say so it is checked, and run only when you press Run. Every run is in a sandbox.</source>
        <translation>Vertrauen Sie dem Code in „%1“? Bis dahin wird er geprüft und läuft nur, wenn Sie „Ausführen“ wählen. Jeder Lauf findet in einer Sandbox statt.</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>Keep Restricted</source>
        <translation>Eingeschränkt lassen</translation>
    </message>
    <message>
        <source>The checker is not installed: files are parsed, but not compiled or run.</source>
        <translation>Der Prüfer ist nicht installiert: Dateien werden geparst, aber nicht übersetzt oder ausgeführt.</translation>
    </message>
    <message>
        <source>The checker stopped again and again: files are parsed, but not compiled or run.</source>
        <translation>Der Prüfer ist immer wieder abgestürzt: Dateien werden geparst, aber nicht übersetzt oder ausgeführt.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The checker stopped three times while it worked on this file, so it goes on without it: %1</source>
        <translation>Der Prüfer ist bei dieser Datei dreimal abgestürzt und arbeitet ohne sie weiter: %1</translation>
    </message>
</context>
<context>
    <name>gatewright::CircuitsView</name>
    <message>
        <source>Circuits</source>
        <translation>Schaltkreise</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Schaltkreis</translation>
    </message>
    <message>
        <source>Qubits</source>
        <translation>Qubits</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>2q Gates</source>
        <translation>2q-Gatter</translation>
    </message>
    <message>
        <source>Classical bits</source>
        <translation>Klassische Bits</translation>
    </message>
    <message>
        <source>Gates on two qubits</source>
        <translation>Gatter auf zwei Qubits</translation>
    </message>
    <message>
        <source>Drawing of the circuit</source>
        <translation>Zeichnung des Schaltkreises</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The drawing of this circuit is too large to be shown.</source>
        <translation>Die Zeichnung dieses Schaltkreises ist zu groß, um gezeigt zu werden.</translation>
    </message>
</context>
<context>
    <name>gatewright::CodeView</name>
    <message>
        <source>Editor, untitled document</source>
        <translation>Editor, unbenanntes Dokument</translation>
    </message>
    <message>
        <source>Editor, %1</source>
        <translation>Editor, %1</translation>
    </message>
</context>
<context>
    <name>gatewright::CommitBox</name>
    <message>
        <source>The first line is over %1 characters long</source>
        <translation>Die erste Zeile ist länger als %1 Zeichen</translation>
    </message>
    <message>
        <source>The first line ends with a full stop</source>
        <translation>Die erste Zeile endet mit einem Punkt</translation>
    </message>
    <message>
        <source>Leave the second line empty: the first one is the title</source>
        <translation>Lassen Sie die zweite Zeile leer: die erste ist der Titel</translation>
    </message>
    <message>
        <source>Line %1 is very long</source>
        <translation>Zeile %1 ist sehr lang</translation>
    </message>
    <message>
        <source>Blanks at the end of line %1 are taken away</source>
        <translation>Leerzeichen am Ende von Zeile %1 werden entfernt</translation>
    </message>
    <message>
        <source>Amend</source>
        <translation>Nachbessern</translation>
    </message>
    <message>
        <source>Message (Ctrl+Enter commits)</source>
        <translation>Nachricht (Strg+Eingabe macht den Commit)</translation>
    </message>
    <message>
        <source>Commit message</source>
        <translation>Nachricht des Commits</translation>
    </message>
    <message>
        <source>Replaces the last commit by one with these changes added</source>
        <translation>Ersetzt den letzten Commit durch einen, in dem diese Änderungen dazukommen</translation>
    </message>
    <message>
        <source>Characters of the first line; up to %1 are read at a glance</source>
        <translation>Zeichen der ersten Zeile; bis %1 liest man auf einen Blick</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) in the first line</source>
        <translation>
            <numerusform>%n Zeichen in der ersten Zeile</numerusform>
            <numerusform>%n Zeichen in der ersten Zeile</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::CompareView</name>
    <message>
        <source>Comparing %1</source>
        <translation>Vergleich von %1</translation>
    </message>
    <message>
        <source>No differences</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Close the comparison (Esc)</source>
        <translation>Den Vergleich schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the comparison</source>
        <translation>Den Vergleich schließen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>gatewright::CompletionAssistant</name>
    <message>
        <source>%1; %2 of %3</source>
        <translation>%1; %2 von %3</translation>
    </message>
</context>
<context>
    <name>gatewright::CompletionBinding</name>
    <message>
        <source>Suggest While &amp;Typing</source>
        <translation>Beim &amp;Tippen vorschlagen</translation>
    </message>
    <message>
        <source>&amp;Suggest Here</source>
        <translation>Hier vor&amp;schlagen</translation>
    </message>
    <message>
        <source>Accept S&amp;uggestion</source>
        <translation>Vorschlag ü&amp;bernehmen</translation>
    </message>
    <message>
        <source>Also Tab, while a suggestion stands</source>
        <translation>Auch Tab, solange ein Vorschlag steht</translation>
    </message>
    <message>
        <source>Accept Its &amp;Line</source>
        <translation>Dessen &amp;Zeile übernehmen</translation>
    </message>
    <message>
        <source>Also Shift+Tab, while a suggestion stands</source>
        <translation>Auch Umschalt+Tab, solange ein Vorschlag steht</translation>
    </message>
    <message>
        <source>Accept Its &amp;Word</source>
        <translation>Dessen &amp;Wort übernehmen</translation>
    </message>
    <message>
        <source>Also Alt+Right, while a suggestion stands</source>
        <translation>Auch Alt+Rechts, solange ein Vorschlag steht</translation>
    </message>
    <message>
        <source>&amp;Next Suggestion</source>
        <translation>&amp;Nächster Vorschlag</translation>
    </message>
    <message>
        <source>&amp;Previous Suggestion</source>
        <translation>&amp;Voriger Vorschlag</translation>
    </message>
    <message>
        <source>&amp;Dismiss Suggestion</source>
        <translation>Vorschlag ver&amp;werfen</translation>
    </message>
    <message>
        <source>Also Escape, while a suggestion stands</source>
        <translation>Auch Escape, solange ein Vorschlag steht</translation>
    </message>
    <message>
        <source>Wh&amp;y No Suggestion?</source>
        <translation>Warum &amp;kein Vorschlag?</translation>
    </message>
    <message>
        <source>&amp;Restart the Engine</source>
        <translation>Engine neu sta&amp;rten</translation>
    </message>
    <message>
        <source>The engine stopped three times while it worked on this file, so it goes on without it: %1</source>
        <translation>Die Engine ist bei dieser Datei dreimal stehen geblieben und macht ohne sie weiter: %1</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Show Suggestion as &amp;Text</source>
        <translation>Vorschlag als &amp;Text zeigen</translation>
    </message>
    <message>
        <source>To read or copy it, also with a screen reader</source>
        <translation>Zum Lesen oder Kopieren, auch mit einem Bildschirmleser</translation>
    </message>
    <message>
        <source>Snoo&amp;ze for %1 Minutes</source>
        <translation>%1 Minuten &amp;pausieren</translation>
    </message>
    <message>
        <source>Suggest in This Lan&amp;guage</source>
        <translation>In dieser Spra&amp;che vorschlagen</translation>
    </message>
    <message>
        <source>Off: nothing comes by itself in files of the language in front</source>
        <translation>Aus: in Dateien der Sprache im Vordergrund kommt nichts von selbst</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>snoozed until %1</source>
        <translation>pausiert bis %1</translation>
    </message>
</context>
<context>
    <name>gatewright::CompletionPopup</name>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
</context>
<context>
    <name>gatewright::CountsChart</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Counts of %1</source>
        <translation>Häufigkeiten von %1</translation>
    </message>
</context>
<context>
    <name>gatewright::CrashRecovery</name>
    <message>
        <source>Unsaved text of the last run could not be read.</source>
        <translation>Nicht gespeicherter Text des letzten Laufs konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This text was not saved when the program ended. Its journal is damaged: the last changes are missing.</source>
        <translation>Dieser Text war nicht gespeichert, als das Programm endete. Sein Journal ist beschädigt: die letzten Änderungen fehlen.</translation>
    </message>
    <message>
        <source>This text was not saved when the program ended.</source>
        <translation>Dieser Text war nicht gespeichert, als das Programm endete.</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>The unsaved changes of “%1” were not recovered.</source>
        <translation>Die nicht gespeicherten Änderungen von „%1“ wurden nicht wiederhergestellt.</translation>
    </message>
    <message>
        <source>“%1” had unsaved changes when the program ended (%2).</source>
        <translation>„%1“ hatte nicht gespeicherte Änderungen, als das Programm endete (%2).</translation>
    </message>
    <message>
        <source>Their journal is damaged: the last of them are missing.</source>
        <translation>Ihr Journal ist beschädigt: die letzten fehlen.</translation>
    </message>
    <message>
        <source>The file has been changed since.</source>
        <translation>Die Datei wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>On Disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <source>Unsaved, %1</source>
        <translation>Nicht gespeichert, %1</translation>
    </message>
</context>
<context>
    <name>gatewright::DayChart</name>
    <message>
        <source>Tokens per pass, by day</source>
        <translation>Tokens je Durchgang, nach Tagen</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Plain decoding brings 1 token per pass.</source>
        <translation>Ohne Voraussagen bringt ein Durchgang 1 Token.</translation>
    </message>
    <message>
        <source>The first suggestions of a day draw its bar here.</source>
        <translation>Die ersten Vorschläge eines Tages zeichnen hier seinen Balken.</translation>
    </message>
    <message>
        <source>1 is plain decoding</source>
        <translation>1 ist ohne Voraussagen</translation>
    </message>
</context>
<context>
    <name>gatewright::DiagnosticsBinding</name>
    <message>
        <source>&amp;Diagnostic Report</source>
        <translation>&amp;Diagnosebericht</translation>
    </message>
    <message>
        <source>A text about this program and computer for whoever helps you; secrets are taken out, and nothing is sent</source>
        <translation>Ein Text über Programm und Rechner für den, der Ihnen hilft; Geheimnisse sind entfernt, gesendet wird nichts</translation>
    </message>
</context>
<context>
    <name>gatewright::DiagnosticsModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Fix available: %1</source>
        <translation>Korrektur verfügbar: %1</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Korrektur</translation>
    </message>
</context>
<context>
    <name>gatewright::DiffOverview</name>
    <message>
        <source>Where the changes are; click to go there</source>
        <translation>Wo die Änderungen sind; ein Klick geht dorthin</translation>
    </message>
</context>
<context>
    <name>gatewright::DiffView</name>
    <message>
        <source>Before: %1</source>
        <translation>Vorher: %1</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>Nachher: %1</translation>
    </message>
</context>
<context>
    <name>gatewright::DiskWatch</name>
    <message>
        <source>“%1” is not on the disk any more. Its text is kept here.</source>
        <translation>„%1“ ist nicht mehr auf dem Datenträger. Der Text bleibt hier erhalten.</translation>
    </message>
    <message>
        <source>Save Again</source>
        <translation>Wieder speichern</translation>
    </message>
    <message>
        <source>Another program changed “%1”, and you have changes of your own.</source>
        <translation>Ein anderes Programm hat „%1“ geändert, und Sie haben eigene Änderungen.</translation>
    </message>
    <message>
        <source>Another program changed “%1”.</source>
        <translation>Ein anderes Programm hat „%1“ geändert.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Keep Mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>“%1” was not saved: another program changed the file meanwhile.</source>
        <translation>„%1“ wurde nicht gespeichert: ein anderes Programm hat die Datei inzwischen geändert.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>Speichern unter…</translation>
    </message>
</context>
<context>
    <name>gatewright::DocumentActions</name>
    <message>
        <source>The folder was not opened.</source>
        <translation>Der Ordner wurde nicht geöffnet.</translation>
    </message>
</context>
<context>
    <name>gatewright::DocumentManager</name>
    <message>
        <source>Untitled %1</source>
        <translation>Unbenannt %1</translation>
    </message>
    <message>
        <source>“%1” was not opened.</source>
        <translation>„%1“ wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>This file does not look like text. Its bytes are kept as they are.</source>
        <translation>Diese Datei sieht nicht nach Text aus. Ihre Bytes bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Some bytes of this file are not UTF-8. They are kept as they are.</source>
        <translation>Einige Bytes dieser Datei sind kein UTF-8. Sie bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>This file is not UTF-8. It is read, and will be saved, as %1.</source>
        <translation>Diese Datei ist kein UTF-8. Sie wird als %1 gelesen und gespeichert.</translation>
    </message>
    <message>
        <source>“%1” was not read again.</source>
        <translation>„%1“ wurde nicht neu gelesen.</translation>
    </message>
    <message>
        <source>This file is large: it is shown without colours, folding, checks and suggestions.</source>
        <translation>Diese Datei ist groß: sie wird ohne Farben, Faltung, Prüfungen und Vorschläge gezeigt.</translation>
    </message>
    <message>
        <source>“%1” was not compared.</source>
        <translation>„%1“ wurde nicht verglichen.</translation>
    </message>
    <message>
        <source>On Disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <source>In the Editor</source>
        <translation>Im Editor</translation>
    </message>
</context>
<context>
    <name>gatewright::DocumentOpening</name>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
</context>
<context>
    <name>gatewright::DocumentSaver</name>
    <message>
        <source>“%1” was not saved.</source>
        <translation>„%1“ wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Allow Writing and Save</source>
        <translation>Schreiben erlauben und speichern</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>Speichern unter…</translation>
    </message>
</context>
<context>
    <name>gatewright::EditPreviewDialog</name>
    <message>
        <source>Every file changes in one step that Undo takes back. Nothing is saved yet.</source>
        <translation>Jede Datei ändert sich in einem Schritt, den Rückgängig zurücknimmt. Noch wird nichts gespeichert.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n line(s)</source>
        <translation>
            <numerusform>%1, eine Zeile</numerusform>
            <numerusform>%1, %n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
</context>
<context>
    <name>gatewright::EditorGroup</name>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>%1 (modified)</source>
        <translation>%1 (geändert)</translation>
    </message>
    <message>
        <source>%1, modified</source>
        <translation>%1, geändert</translation>
    </message>
</context>
<context>
    <name>gatewright::EditorPage</name>
    <message>
        <source>Text of %1</source>
        <translation>Text von %1</translation>
    </message>
</context>
<context>
    <name>gatewright::EditorTabBar</name>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Close this file</source>
        <translation>Diese Datei schließen</translation>
    </message>
</context>
<context>
    <name>gatewright::FigureView</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>gatewright::FiguresRow</name>
    <message>
        <source>tokens per pass</source>
        <translation>Tokens je Durchgang</translation>
    </message>
    <message>
        <source>saved today</source>
        <translation>heute gespart</translation>
    </message>
    <message>
        <source>tokens learned from</source>
        <translation>gelernte Tokens</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pass(es)</source>
        <translation>
            <numerusform>%Ln Durchgang</numerusform>
            <numerusform>%Ln Durchgängen</numerusform>
        </translation>
    </message>
    <message>
        <source>no pass yet; 1 is plain decoding</source>
        <translation>noch kein Durchgang; 1 ist ohne Voraussagen</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1, in %2</translation>
    </message>
    <message>
        <source>since the model was loaded, in %1</source>
        <translation>seit das Modell geladen ist, in %1</translation>
    </message>
    <message>
        <source>%1 on all days shown</source>
        <translation>insgesamt %1</translation>
    </message>
    <message>
        <source>against plain decoding</source>
        <translation>gegenüber der Zeit ohne Voraussagen</translation>
    </message>
    <message numerus="yes">
        <source>at once, from %Ln text(s)</source>
        <translation>
            <numerusform>sofort, aus %Ln Text</numerusform>
            <numerusform>sofort, aus %Ln Texten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 kept for the head</source>
        <translation>%1 für den Kopf</translation>
    </message>
</context>
<context>
    <name>gatewright::FindBar</name>
    <message>
        <source>Find and replace</source>
        <translation>Suchen und ersetzen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace this match and go to the next</source>
        <translation>Diesen Treffer ersetzen und zum nächsten gehen</translation>
    </message>
    <message>
        <source>Replace All</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Replace every match</source>
        <translation>Jeden Treffer ersetzen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n ersetzt</numerusform>
            <numerusform>%n ersetzt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::FindingsList</name>
    <message>
        <source>What the run found</source>
        <translation>Was der Lauf gefunden hat</translation>
    </message>
    <message>
        <source>First difference: %1</source>
        <translation>Erste Abweichung: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
</context>
<context>
    <name>gatewright::FocusBinding</name>
    <message>
        <source>Answer the Newest &amp;Message</source>
        <translation>Neueste &amp;Meldung beantworten</translation>
    </message>
    <message>
        <source>Puts the keyboard on the buttons of the newest message; Esc goes back to the text</source>
        <translation>Setzt die Tastatur auf die Schaltflächen der neuesten Meldung; Esc geht zum Text zurück</translation>
    </message>
</context>
<context>
    <name>gatewright::GhostController</name>
    <message>
        <source>Suggestion: %1</source>
        <translation>Vorschlag: %1</translation>
    </message>
    <message>
        <source>, %1 of %2</source>
        <translation>, %1 von %2</translation>
    </message>
</context>
<context>
    <name>gatewright::GitBinding</name>
    <message>
        <source>git talks to %1.</source>
        <translation>git spricht mit %1.</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message numerus="yes">
        <source>Branch %1, %n changed file(s)</source>
        <translation>
            <numerusform>Branch %1, %n geänderte Datei</numerusform>
            <numerusform>Branch %1, %n geänderte Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Apply and Drop</source>
        <translation>Anwenden und löschen</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Nothing is put aside</source>
        <translation>Nichts liegt beiseite</translation>
    </message>
    <message>
        <source>&amp;Initialise Repository</source>
        <translation>Repository an&amp;legen</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>Look at the repository again</source>
        <translation>Noch einmal ins Repository sehen</translation>
    </message>
    <message>
        <source>&amp;Open File</source>
        <translation>Datei ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Stage File</source>
        <translation>Datei vor&amp;merken</translation>
    </message>
    <message>
        <source>&amp;Unstage File</source>
        <translation>Vormerkung der Datei au&amp;fheben</translation>
    </message>
    <message>
        <source>&amp;Discard Changes</source>
        <translation>Änderungen ver&amp;werfen</translation>
    </message>
    <message>
        <source>The file is as it is staged, or gone if git does not know it; there is a way back</source>
        <translation>Die Datei ist wie vorgemerkt, oder weg, wenn git sie nicht kennt; es gibt einen Weg zurück</translation>
    </message>
    <message>
        <source>Stage &amp;All</source>
        <translation>&amp;Alles vormerken</translation>
    </message>
    <message>
        <source>Unsta&amp;ge All</source>
        <translation>Alle Vor&amp;merkungen aufheben</translation>
    </message>
    <message>
        <source>&amp;Commit</source>
        <translation>&amp;Commit machen</translation>
    </message>
    <message>
        <source>Commit what is staged, with the message of the Git panel</source>
        <translation>Einen Commit aus dem Vorgemerkten machen, mit der Nachricht aus der Git-Leiste</translation>
    </message>
    <message>
        <source>Set &amp;Name and Address…</source>
        <translation>&amp;Name und Adresse setzen …</translation>
    </message>
    <message>
        <source>Show &amp;Ignored Files</source>
        <translation>&amp;Ignorierte Dateien zeigen</translation>
    </message>
    <message>
        <source>Take &amp;Ours</source>
        <translation>&amp;Unsere nehmen</translation>
    </message>
    <message>
        <source>Settle the conflict with the file of the branch you are on</source>
        <translation>Den Konflikt mit der Datei des Branches lösen, auf dem Sie sind</translation>
    </message>
    <message>
        <source>Take &amp;Theirs</source>
        <translation>&amp;Andere nehmen</translation>
    </message>
    <message>
        <source>Settle the conflict with the file of what is merged</source>
        <translation>Den Konflikt mit der Datei dessen lösen, was dazukommt</translation>
    </message>
    <message>
        <source>Mark as &amp;Settled</source>
        <translation>Als &amp;gelöst markieren</translation>
    </message>
    <message>
        <source>The file is right as it is now</source>
        <translation>Die Datei ist richtig, wie sie jetzt ist</translation>
    </message>
    <message>
        <source>Give Up the Mer&amp;ge</source>
        <translation>Den Mer&amp;ge aufgeben</translation>
    </message>
    <message>
        <source>The files are as before the merge</source>
        <translation>Die Dateien sind wie vor dem Merge</translation>
    </message>
    <message>
        <source>&amp;Next Change</source>
        <translation>&amp;Nächste Änderung</translation>
    </message>
    <message>
        <source>&amp;Previous Change</source>
        <translation>&amp;Vorige Änderung</translation>
    </message>
    <message>
        <source>Show C&amp;hange</source>
        <translation>Änderung &amp;zeigen</translation>
    </message>
    <message>
        <source>What stood in these lines before</source>
        <translation>Was vorher in diesen Zeilen stand</translation>
    </message>
    <message>
        <source>Re&amp;vert Change</source>
        <translation>Änderung zurück&amp;nehmen</translation>
    </message>
    <message>
        <source>Put back the lines that stood there</source>
        <translation>Die Zeilen zurückholen, die dort standen</translation>
    </message>
    <message>
        <source>Sta&amp;ge Change</source>
        <translation>Änderung vor&amp;merken</translation>
    </message>
    <message>
        <source>Stage this change of the file alone</source>
        <translation>Nur diese Änderung der Datei vormerken</translation>
    </message>
    <message>
        <source>Stage Change or Selected &amp;Lines</source>
        <translation>Änderung oder ausgewählte &amp;Zeilen vormerken</translation>
    </message>
    <message>
        <source>Unstage Change or Selected L&amp;ines</source>
        <translation>Vormerkung der Änderung oder ausgewählter Ze&amp;ilen aufheben</translation>
    </message>
    <message>
        <source>Co&amp;mpare with Last Commit</source>
        <translation>&amp;Mit dem letzten Commit vergleichen</translation>
    </message>
    <message>
        <source>Open File</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Conflict: Keep Ours</source>
        <translation>Konflikt: unsere behalten</translation>
    </message>
    <message>
        <source>Conflict: Keep Theirs</source>
        <translation>Konflikt: andere behalten</translation>
    </message>
    <message>
        <source>Conflict: Keep Both</source>
        <translation>Konflikt: beide behalten</translation>
    </message>
    <message>
        <source>Switch &amp;Branch…</source>
        <translation>&amp;Branch wechseln …</translation>
    </message>
    <message>
        <source>Ne&amp;w Branch…</source>
        <translation>Ne&amp;uer Branch …</translation>
    </message>
    <message>
        <source>R&amp;ename Branch…</source>
        <translation>Branch um&amp;benennen …</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>De&amp;lete Branch…</source>
        <translation>Branch &amp;löschen …</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>S&amp;tash Changes…</source>
        <translation>Änderungen beiseite&amp;legen …</translation>
    </message>
    <message>
        <source>Put the changes aside; the files are as in the last commit</source>
        <translation>Die Änderungen beiseitelegen; die Dateien sind wie im letzten Commit</translation>
    </message>
    <message>
        <source>Stash with Files Not Trac&amp;ked</source>
        <translation>Mit unversionierten Dateien beiseite&amp;legen</translation>
    </message>
    <message>
        <source>Apply &amp;Latest Stash</source>
        <translation>&amp;Zuletzt Beiseitegelegtes anwenden</translation>
    </message>
    <message>
        <source>Stas&amp;hes…</source>
        <translation>&amp;Beiseitegelegtes …</translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation>&amp;Fetch</translation>
    </message>
    <message>
        <source>Runs your git program, which uses the network</source>
        <translation>Startet Ihr git-Programm, das das Netz benutzt</translation>
    </message>
    <message>
        <source>Pu&amp;ll</source>
        <translation>Pu&amp;ll</translation>
    </message>
    <message>
        <source>Pus&amp;h</source>
        <translation>Pus&amp;h</translation>
    </message>
    <message>
        <source>&amp;Git</source>
        <translation>&amp;Git</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>History of &amp;File</source>
        <translation>Verlauf der &amp;Datei</translation>
    </message>
    <message>
        <source>Show Who &amp;Wrote a Line</source>
        <translation>Zeigen, &amp;wer eine Zeile schrieb</translation>
    </message>
    <message>
        <source>Show the Commit of This &amp;Line</source>
        <translation>Den Commit dieser &amp;Zeile zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy Commit Id</source>
        <translation>Kennung des Commits &amp;kopieren</translation>
    </message>
    <message>
        <source>New &amp;Branch Here…</source>
        <translation>Neuer &amp;Branch hier …</translation>
    </message>
    <message>
        <source>Compare the &amp;File in Front with This Commit</source>
        <translation>Die &amp;Datei vorn mit diesem Commit vergleichen</translation>
    </message>
    <message>
        <source>&amp;Switch to This Commit</source>
        <translation>Zu diesem Commit &amp;wechseln</translation>
    </message>
</context>
<context>
    <name>gatewright::GitComparison</name>
    <message>
        <source>%1 — not staged</source>
        <translation>%1 — nicht vorgemerkt</translation>
    </message>
    <message>
        <source>Staged</source>
        <translation>Vorgemerkt</translation>
    </message>
    <message>
        <source>Work Folder</source>
        <translation>Arbeitsordner</translation>
    </message>
    <message>
        <source>%1 — staged</source>
        <translation>%1 — vorgemerkt</translation>
    </message>
    <message>
        <source>Last Commit</source>
        <translation>Letzter Commit</translation>
    </message>
    <message>
        <source>Last Commit: %1</source>
        <translation>Letzter Commit: %1</translation>
    </message>
    <message>
        <source>%1 — since the last commit</source>
        <translation>%1 — seit dem letzten Commit</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>%1 — since %2</source>
        <translation>%1 — seit %2</translation>
    </message>
    <message>
        <source>%1 — in conflict</source>
        <translation>%1 — im Konflikt</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Unsere</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>This is a submodule: a repository of its own.
From commit %1 to commit %2.</source>
        <translation>Das ist ein Submodul: ein Repository für sich.
Von Commit %1 zu Commit %2.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keinem</translation>
    </message>
    <message>
        <source>that of its folder</source>
        <translation>dem seines Ordners</translation>
    </message>
    <message>
        <source>The file is too large to be compared here.</source>
        <translation>Die Datei ist zu groß, um hier verglichen zu werden.</translation>
    </message>
    <message>
        <source>The file is no text, so its versions cannot be shown side by side.</source>
        <translation>Die Datei ist kein Text, daher lassen sich ihre Fassungen nicht nebeneinander zeigen.</translation>
    </message>
    <message>
        <source>%1 (no such file)</source>
        <translation>%1 (keine solche Datei)</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Gemeinsame</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Wird vorgemerkt</translation>
    </message>
    <message>
        <source>The lines were not staged.</source>
        <translation>Die Zeilen wurden nicht vorgemerkt.</translation>
    </message>
    <message>
        <source>Unstaging</source>
        <translation>Vormerkung wird aufgehoben</translation>
    </message>
    <message>
        <source>The lines were not unstaged.</source>
        <translation>Die Vormerkung der Zeilen wurde nicht aufgehoben.</translation>
    </message>
</context>
<context>
    <name>gatewright::GitGutter</name>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Wird vorgemerkt</translation>
    </message>
    <message>
        <source>The change was not staged.</source>
        <translation>Die Änderung wurde nicht vorgemerkt.</translation>
    </message>
    <message>
        <source>not committed yet</source>
        <translation>noch in keinem Commit</translation>
    </message>
</context>
<context>
    <name>gatewright::GitPanel</name>
    <message>
        <source>A merge is under way</source>
        <translation>Ein Merge ist im Gange</translation>
    </message>
    <message>
        <source>A revert is under way</source>
        <translation>Ein Revert ist im Gange</translation>
    </message>
    <message>
        <source>A cherry-pick is under way</source>
        <translation>Ein Cherry-Pick ist im Gange</translation>
    </message>
    <message>
        <source>A rebase is under way; go on with it in a terminal</source>
        <translation>Ein Rebase ist im Gange; setzen Sie ihn in einem Terminal fort</translation>
    </message>
    <message>
        <source>A bisection is under way</source>
        <translation>Ein Bisect ist im Gange</translation>
    </message>
    <message>
        <source>Patches are being applied; go on with it in a terminal</source>
        <translation>Patches werden angewendet; setzen Sie das in einem Terminal fort</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More of git</source>
        <translation>Mehr von git</translation>
    </message>
    <message>
        <source>Changed files</source>
        <translation>Geänderte Dateien</translation>
    </message>
    <message>
        <source>Nothing has changed since the last commit.</source>
        <translation>Seit dem letzten Commit hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>The hooks of this repository (%1) are not run here.</source>
        <translation>Die Hooks dieses Repositorys (%1) werden hier nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Commits made here are not signed.</source>
        <translation>Commits von hier werden nicht signiert.</translation>
    </message>
    <message>
        <source>On no branch, at commit %1</source>
        <translation>Auf keinem Branch, bei Commit %1</translation>
    </message>
    <message>
        <source>%1, without a commit yet</source>
        <translation>%1, noch ohne Commit</translation>
    </message>
    <message>
        <source>%1, which follows no other branch</source>
        <translation>%1, der keinem anderen Branch folgt</translation>
    </message>
    <message>
        <source>%1, which follows %2</source>
        <translation>%1, der %2 folgt</translation>
    </message>
    <message>
        <source>Branch %1</source>
        <translation>Branch %1</translation>
    </message>
    <message>
        <source>%1 ahead of %3, %2 behind</source>
        <translation>%3 um %1 voraus, %2 zurück</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in conflict</source>
        <translation>
            <numerusform>%n Datei im Konflikt</numerusform>
            <numerusform>%n Dateien im Konflikt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) in conflict</source>
        <translation>
            <numerusform>%1: %n Datei im Konflikt</numerusform>
            <numerusform>%1: %n Dateien im Konflikt</numerusform>
        </translation>
    </message>
    <message>
        <source>What changed in your files, and what of it you commit.
Open a folder first.</source>
        <translation>Was sich in Ihren Dateien geändert hat, und was davon in den Commit kommt.
Öffnen Sie zuerst einen Ordner.</translation>
    </message>
    <message>
        <source>Open Folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Looking at the repository…</source>
        <translation>Das Repository wird angesehen …</translation>
    </message>
    <message>
        <source>This folder is in no git repository yet. With one, every version of your files can be had back.</source>
        <translation>Dieser Ordner ist noch in keinem git-Repository. Mit einem lässt sich jede Fassung Ihrer Dateien zurückholen.</translation>
    </message>
    <message>
        <source>Initialise Repository</source>
        <translation>Repository anlegen</translation>
    </message>
    <message>
        <source>Look Again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
</context>
<context>
    <name>gatewright::GitSession</name>
    <message>
        <source>Making a repository</source>
        <translation>Ein Repository wird angelegt</translation>
    </message>
</context>
<context>
    <name>gatewright::GitStatusModel</name>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Staged</source>
        <translation>Vorgemerkt</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Not Tracked</source>
        <translation>Nicht versioniert</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoriert</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>Umbenannt</translation>
    </message>
    <message>
        <source>Became another kind of file</source>
        <translation>Wurde eine andere Art von Datei</translation>
    </message>
    <message>
        <source>Not tracked</source>
        <translation>Nicht versioniert</translation>
    </message>
    <message>
        <source>In conflict</source>
        <translation>Im Konflikt</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Unstage all of these</source>
        <translation>Die Vormerkung all dieser aufheben</translation>
    </message>
    <message>
        <source>Stage all of these</source>
        <translation>All diese vormerken</translation>
    </message>
    <message>
        <source>Unstage this file</source>
        <translation>Die Vormerkung dieser Datei aufheben</translation>
    </message>
    <message>
        <source>Mark as settled</source>
        <translation>Als gelöst markieren</translation>
    </message>
    <message>
        <source>Stage this file</source>
        <translation>Diese Datei vormerken</translation>
    </message>
    <message>
        <source> from %1</source>
        <translation> aus %1</translation>
    </message>
    <message>
        <source> (submodule)</source>
        <translation> (Submodul)</translation>
    </message>
    <message>
        <source>Unstage</source>
        <translation>Vormerkung aufheben</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Vormerken</translation>
    </message>
</context>
<context>
    <name>gatewright::GitWork</name>
    <message>
        <source>git was not run.</source>
        <translation>git wurde nicht gestartet.</translation>
    </message>
    <message>
        <source>The repository was not made.</source>
        <translation>Das Repository wurde nicht angelegt.</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Wird vorgemerkt</translation>
    </message>
    <message>
        <source>The files were not staged.</source>
        <translation>Die Dateien wurden nicht vorgemerkt.</translation>
    </message>
    <message>
        <source>Unstaging</source>
        <translation>Vormerkung wird aufgehoben</translation>
    </message>
    <message>
        <source>The files were not unstaged.</source>
        <translation>Die Vormerkung wurde nicht aufgehoben.</translation>
    </message>
    <message>
        <source>Discarding changes</source>
        <translation>Änderungen werden verworfen</translation>
    </message>
    <message>
        <source>The changes were not discarded.</source>
        <translation>Die Änderungen wurden nicht verworfen.</translation>
    </message>
    <message>
        <source>Restoring changes</source>
        <translation>Änderungen werden zurückgeholt</translation>
    </message>
    <message>
        <source>The changes were not restored.</source>
        <translation>Die Änderungen wurden nicht zurückgeholt.</translation>
    </message>
    <message numerus="yes">
        <source>Changes in %n file(s) were discarded.</source>
        <translation>
            <numerusform>Die Änderungen in %n Datei wurden verworfen.</numerusform>
            <numerusform>Die Änderungen in %n Dateien wurden verworfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Committing</source>
        <translation>Der Commit wird gemacht</translation>
    </message>
    <message>
        <source>Committed as %1.</source>
        <translation>Der Commit ist gemacht: %1.</translation>
    </message>
    <message>
        <source>Set Name and Address…</source>
        <translation>Name und Adresse setzen …</translation>
    </message>
    <message>
        <source>Nothing was committed.</source>
        <translation>Es wurde kein Commit gemacht.</translation>
    </message>
    <message>
        <source>Name and Address</source>
        <translation>Name und Adresse</translation>
    </message>
    <message>
        <source>Who commits in this repository, as “Name &lt;address&gt;”:</source>
        <translation>Wer in diesem Repository Commits macht, als „Name &lt;Adresse&gt;“:</translation>
    </message>
    <message>
        <source>Setting the name</source>
        <translation>Der Name wird gesetzt</translation>
    </message>
    <message>
        <source>The name was not set.</source>
        <translation>Der Name wurde nicht gesetzt.</translation>
    </message>
    <message>
        <source>Switching to %1</source>
        <translation>Wechsel zu %1</translation>
    </message>
    <message>
        <source>Stash and Switch</source>
        <translation>Beiseitelegen und wechseln</translation>
    </message>
    <message>
        <source>Stashing</source>
        <translation>Wird beiseitegelegt</translation>
    </message>
    <message>
        <source>The changes were not stashed.</source>
        <translation>Die Änderungen wurden nicht beiseitegelegt.</translation>
    </message>
    <message>
        <source>The branch was not switched.</source>
        <translation>Der Branch wurde nicht gewechselt.</translation>
    </message>
    <message>
        <source>Making the branch %1</source>
        <translation>Der Branch %1 wird angelegt</translation>
    </message>
    <message>
        <source>The branch was not made.</source>
        <translation>Der Branch wurde nicht angelegt.</translation>
    </message>
    <message>
        <source>New Branch</source>
        <translation>Neuer Branch</translation>
    </message>
    <message>
        <source>Name of the new branch:</source>
        <translation>Name des neuen Branches:</translation>
    </message>
    <message>
        <source>Name of the new branch at %1:</source>
        <translation>Name des neuen Branches bei %1:</translation>
    </message>
    <message>
        <source>Rename Branch</source>
        <translation>Branch umbenennen</translation>
    </message>
    <message>
        <source>New name of %1:</source>
        <translation>Neuer Name von %1:</translation>
    </message>
    <message>
        <source>Renaming %1</source>
        <translation>%1 wird umbenannt</translation>
    </message>
    <message>
        <source>The branch was not renamed.</source>
        <translation>Der Branch wurde nicht umbenannt.</translation>
    </message>
    <message>
        <source>Deleting %1</source>
        <translation>%1 wird gelöscht</translation>
    </message>
    <message>
        <source>The branch %1 was deleted; it was at %2.</source>
        <translation>Der Branch %1 wurde gelöscht; er stand bei %2.</translation>
    </message>
    <message>
        <source>Restoring %1</source>
        <translation>%1 wird zurückgeholt</translation>
    </message>
    <message>
        <source>The branch was not restored.</source>
        <translation>Der Branch wurde nicht zurückgeholt.</translation>
    </message>
    <message>
        <source>Delete It Anyway</source>
        <translation>Trotzdem löschen</translation>
    </message>
    <message>
        <source>The branch was not deleted.</source>
        <translation>Der Branch wurde nicht gelöscht.</translation>
    </message>
    <message>
        <source>The files are as they were.</source>
        <translation>Die Dateien sind, wie sie waren.</translation>
    </message>
    <message>
        <source>The files are as in %1. You are on no branch: make one before you commit.</source>
        <translation>Die Dateien sind wie in %1. Sie sind auf keinem Branch: legen Sie einen an, bevor Sie einen Commit machen.</translation>
    </message>
    <message>
        <source>Stash Changes</source>
        <translation>Änderungen beiseitelegen</translation>
    </message>
    <message>
        <source>What is put aside (may stay empty):</source>
        <translation>Was beiseitegelegt wird (kann leer bleiben):</translation>
    </message>
    <message>
        <source>The changes were put aside.</source>
        <translation>Die Änderungen liegen beiseite.</translation>
    </message>
    <message>
        <source>Apply Them Again</source>
        <translation>Wieder anwenden</translation>
    </message>
    <message>
        <source>Applying a stash</source>
        <translation>Beiseitegelegtes wird angewendet</translation>
    </message>
    <message>
        <source>The stash was not applied.</source>
        <translation>Das Beiseitegelegte wurde nicht angewendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are in conflict; the stash is kept.</source>
        <translation>
            <numerusform>%n Datei ist im Konflikt; das Beiseitegelegte bleibt.</numerusform>
            <numerusform>%n Dateien sind im Konflikt; das Beiseitegelegte bleibt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Dropping a stash</source>
        <translation>Beiseitegelegtes wird gelöscht</translation>
    </message>
    <message>
        <source>The stash was not dropped.</source>
        <translation>Das Beiseitegelegte wurde nicht gelöscht.</translation>
    </message>
    <message>
        <source>The stash “%1” was dropped.</source>
        <translation>„%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>Restoring a stash</source>
        <translation>Beiseitegelegtes wird zurückgeholt</translation>
    </message>
    <message>
        <source>The stash was not restored.</source>
        <translation>Das Beiseitegelegte wurde nicht zurückgeholt.</translation>
    </message>
    <message>
        <source>Settling conflicts</source>
        <translation>Konflikte werden gelöst</translation>
    </message>
    <message>
        <source>The conflict was not settled.</source>
        <translation>Der Konflikt wurde nicht gelöst.</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Wird zurückgeholt</translation>
    </message>
    <message>
        <source>The files were not restored.</source>
        <translation>Die Dateien wurden nicht zurückgeholt.</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) were settled.</source>
        <translation>
            <numerusform>%n Konflikt wurde gelöst.</numerusform>
            <numerusform>%n Konflikte wurden gelöst.</numerusform>
        </translation>
    </message>
    <message>
        <source>Giving up the merge</source>
        <translation>Der Merge wird aufgegeben</translation>
    </message>
    <message>
        <source>The merge was not given up.</source>
        <translation>Der Merge wurde nicht aufgegeben.</translation>
    </message>
    <message>
        <source>The git program runs what the folder's configuration says, and this folder is not trusted.</source>
        <translation>Das git-Programm führt aus, was die Konfiguration des Ordners sagt, und diesem Ordner wird nicht vertraut.</translation>
    </message>
    <message>
        <source>Trust This Folder</source>
        <translation>Diesem Ordner vertrauen</translation>
    </message>
    <message>
        <source>This repository knows no other one. Add one in a terminal: git remote add origin URL</source>
        <translation>Dieses Repository kennt kein anderes. Fügen Sie eines in einem Terminal hinzu: git remote add origin URL</translation>
    </message>
    <message>
        <source>Fetching from %1</source>
        <translation>Fetch von %1</translation>
    </message>
    <message>
        <source>Pulling from %1</source>
        <translation>Pull von %1</translation>
    </message>
    <message>
        <source>Pushing to %1</source>
        <translation>Push zu %1</translation>
    </message>
    <message>
        <source>%1 is done.</source>
        <translation>%1 ist fertig.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist gescheitert: %2</translation>
    </message>
</context>
<context>
    <name>gatewright::HelpWindow</name>
    <message>
        <source>No page fits.</source>
        <translation>Keine Seite passt.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Search help</source>
        <translation>In der Hilfe suchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
</context>
<context>
    <name>gatewright::HistoryModel</name>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
</context>
<context>
    <name>gatewright::HistoryPanel</name>
    <message>
        <source>Read More</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>This Branch</source>
        <translation>Dieser Branch</translation>
    </message>
    <message>
        <source>All Branches</source>
        <translation>Alle Branches</translation>
    </message>
    <message>
        <source>Which commits</source>
        <translation>Welche Commits</translation>
    </message>
    <message>
        <source>Show the history of all files again</source>
        <translation>Wieder den Verlauf aller Dateien zeigen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Show commits with these words</source>
        <translation>Commits mit diesen Wörtern zeigen</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <source>What the commit says</source>
        <translation>Was der Commit sagt</translation>
    </message>
    <message>
        <source>Files that the commit changed</source>
        <translation>Dateien, die der Commit geändert hat</translation>
    </message>
    <message>
        <source>History of %1</source>
        <translation>Verlauf von %1</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Der Verlauf wird gelesen …</translation>
    </message>
    <message>
        <source>The commits of the open folder's git repository stand here, once it has one.</source>
        <translation>Hier stehen die Commits des git-Repositorys des offenen Ordners, sobald er eines hat.</translation>
    </message>
    <message>
        <source>No commit fits the filter.</source>
        <translation>Kein Commit passt zum Filter.</translation>
    </message>
    <message>
        <source>%1 is in no commit yet.</source>
        <translation>%1 ist noch in keinem Commit.</translation>
    </message>
    <message>
        <source>There is no commit yet.</source>
        <translation>Es gibt noch keinen Commit.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::HitsModel</name>
    <message numerus="yes">
        <source>%1, %n hit(s)</source>
        <translation>
            <numerusform>%1, %n Treffer</numerusform>
            <numerusform>%1, %n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>gatewright::KeyboardBinding</name>
    <message>
        <source>&amp;Keyboard Shortcuts…</source>
        <translation>&amp;Tastenkürzel …</translation>
    </message>
    <message>
        <source>The keys of every command: schemes, keys of your own, conflicts</source>
        <translation>Die Tasten aller Befehle: Schemata, eigene Tasten, Konflikte</translation>
    </message>
</context>
<context>
    <name>gatewright::KeyboardDialog</name>
    <message>
        <source>Add Key</source>
        <translation>Taste hinzufügen</translation>
    </message>
    <message>
        <source>Remove Keys</source>
        <translation>Tasten entfernen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>Befehle und Tasten suchen</translation>
    </message>
    <message>
        <source>Scheme:</source>
        <translation>Schema:</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>Die Tasten drücken</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Keyboard schemes (*.json)</source>
        <translation>Tastaturschemata (*.json)</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>von Ihnen</translation>
    </message>
    <message>
        <source>collides with %1</source>
        <translation>kollidiert mit %1</translation>
    </message>
    <message>
        <source>Choose a command, then press keys in the field below.</source>
        <translation>Einen Befehl wählen, dann im Feld darunter die Tasten drücken.</translation>
    </message>
    <message>
        <source>Taken: %1. The key goes to the command that you chose.</source>
        <translation>Vergeben: %1. Die Taste geht an den gewählten Befehl.</translation>
    </message>
    <message>
        <source>The keys were not written; choose another place.</source>
        <translation>Die Tasten wurden nicht geschrieben; wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>gatewright::LearningBinding</name>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Learn &amp;Now</source>
        <translation>&amp;Jetzt lernen</translation>
    </message>
    <message>
        <source>Trains the head now instead of waiting for idle time; suggestions go first</source>
        <translation>Trainiert den Kopf jetzt, statt auf Leerlaufzeit zu warten; Vorschläge gehen vor</translation>
    </message>
    <message>
        <source>&amp;Cancel Learning</source>
        <translation>Lernen a&amp;bbrechen</translation>
    </message>
    <message>
        <source>What was learned so far is kept and gone on with later</source>
        <translation>Das bisher Gelernte bleibt, und später geht es dort weiter</translation>
    </message>
    <message>
        <source>&amp;Pause Learning</source>
        <translation>Lernen an&amp;halten</translation>
    </message>
    <message>
        <source>The head does not learn in idle time until this is switched off again</source>
        <translation>Der Kopf lernt nicht in Leerlaufzeit, bis dies wieder ausgeschaltet wird</translation>
    </message>
    <message>
        <source>Draft Several &amp;Words at Once</source>
        <translation>Mehrere Wörter auf einmal v&amp;oraussagen</translation>
    </message>
    <message>
        <source>From your files and what you accepted before; faster, and the text is the same</source>
        <translation>Aus Ihren Dateien und früher Angenommenem; schneller, und der Text ist derselbe</translation>
    </message>
    <message>
        <source>&amp;Erase What Was Learned…</source>
        <translation>Gelerntes &amp;löschen …</translation>
    </message>
    <message>
        <source>Erases every accepted suggestion and what was learned from it on this machine</source>
        <translation>Löscht jeden angenommenen Vorschlag und das daraus Gelernte auf diesem Rechner</translation>
    </message>
    <message>
        <source>&amp;Use This Version</source>
        <translation>Diese Version ver&amp;wenden</translation>
    </message>
    <message>
        <source>The version of the head that is selected in the panel Learning drafts from now on</source>
        <translation>Die im Bereich Lernen ausgewählte Version des Kopfes sagt von nun an voraus</translation>
    </message>
    <message>
        <source>Use the Version &amp;Before</source>
        <translation>Vo&amp;rige Version verwenden</translation>
    </message>
    <message>
        <source>The version before the one that serves drafts again</source>
        <translation>Die Version vor der im Einsatz sagt wieder voraus</translation>
    </message>
    <message>
        <source>&amp;Drop This Version…</source>
        <translation>Diese Version verwer&amp;fen …</translation>
    </message>
    <message>
        <source>Removes the version of the head that is selected in the panel Learning for good</source>
        <translation>Entfernt die im Bereich Lernen ausgewählte Version des Kopfes endgültig</translation>
    </message>
    <message>
        <source>Nothing was erased.</source>
        <translation>Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>Nothing of your suggestions is kept on this machine.</source>
        <translation>Von Ihren Vorschlägen ist auf diesem Rechner nichts aufbewahrt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestion(s) are kept on this machine; erasing is final.</source>
        <translation>
            <numerusform>%Ln Vorschlag ist auf diesem Rechner aufbewahrt; Löschen ist endgültig.</numerusform>
            <numerusform>%Ln Vorschläge sind auf diesem Rechner aufbewahrt; Löschen ist endgültig.</numerusform>
        </translation>
    </message>
    <message>
        <source>What goes: the accepted text, what index and table learned from it, and the states kept for the head. What stays: your files, the days of the chart, and the versions of the head. Those that learned from the text are named then, to be dropped or trained again.</source>
        <translation>Das geht: der angenommene Text, was Index und Tabelle daraus gelernt haben, und die für den Kopf aufbewahrten Zustände. Das bleibt: Ihre Dateien, die Tage des Diagramms und die Versionen des Kopfes. Die aus dem Text gelernt haben, werden dann genannt, damit Sie sie verwerfen oder neu trainieren.</translation>
    </message>
    <message>
        <source>Erase All</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>It was not erased.</source>
        <translation>Es wurde nicht gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>Erased: %Ln suggestion(s).</source>
        <translation>
            <numerusform>Gelöscht: %Ln Vorschlag.</numerusform>
            <numerusform>Gelöscht: %Ln Vorschläge.</numerusform>
        </translation>
    </message>
    <message>
        <source>Versions of the head that learned from it: %1. They hold numbers in which no text can be read; drop them, or train again.</source>
        <translation>Versionen des Kopfes, die daraus gelernt haben: %1. Sie enthalten Zahlen, in denen kein Text zu lesen ist; verwerfen Sie sie oder trainieren Sie neu.</translation>
    </message>
    <message>
        <source>Show Versions</source>
        <translation>Versionen zeigen</translation>
    </message>
    <message>
        <source>Version %1 of the head goes for good.</source>
        <translation>Version %1 des Kopfes geht endgültig.</translation>
    </message>
    <message>
        <source>Version %1 of the head goes for good. It serves now: then none does, and the others draft alone.</source>
        <translation>Version %1 des Kopfes geht endgültig. Sie ist im Einsatz: Danach ist es keine, und die übrigen sagen allein voraus.</translation>
    </message>
    <message>
        <source>Drop It</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>gatewright::LearningPanel</name>
    <message>
        <source>Progress of learning</source>
        <translation>Fortschritt des Lernens</translation>
    </message>
    <message>
        <source>Whose drafts stood. Index and table learn from each accepted line at once.</source>
        <translation>Wessen Voraussagen hielten. Index und Tabelle lernen sofort aus jeder angenommenen Zeile.</translation>
    </message>
    <message>
        <source>Versions of the head. It learns slowly, in idle time; a new one serves only when it is better on text that it did not learn from.</source>
        <translation>Versionen des Kopfes. Er lernt langsam, in Leerlaufzeit; eine neue kommt nur in Einsatz, wenn sie auf Text besser ist, aus dem sie nicht gelernt hat.</translation>
    </message>
</context>
<context>
    <name>gatewright::LearningSession</name>
    <message>
        <source>Learning from what you accepted</source>
        <translation>Lernen aus dem, was Sie angenommen haben</translation>
    </message>
    <message>
        <source>The head does not learn now.</source>
        <translation>Der Kopf lernt jetzt nicht.</translation>
    </message>
    <message>
        <source>Learning was not cancelled.</source>
        <translation>Das Lernen wurde nicht abgebrochen.</translation>
    </message>
    <message>
        <source>Learning was not paused.</source>
        <translation>Das Lernen wurde nicht angehalten.</translation>
    </message>
    <message>
        <source>Learning does not go on.</source>
        <translation>Das Lernen geht nicht weiter.</translation>
    </message>
    <message>
        <source>Version %1 does not serve.</source>
        <translation>Version %1 kommt nicht in Einsatz.</translation>
    </message>
    <message>
        <source>Version %1 was not dropped.</source>
        <translation>Version %1 wurde nicht verworfen.</translation>
    </message>
    <message>
        <source>The version before does not serve.</source>
        <translation>Die vorige Version kommt nicht in Einsatz.</translation>
    </message>
</context>
<context>
    <name>gatewright::MainWindow</name>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführung</translation>
    </message>
</context>
<context>
    <name>gatewright::MarkupView</name>
    <message>
        <source>Documentation</source>
        <translation>Dokumentation</translation>
    </message>
</context>
<context>
    <name>gatewright::ModelBinding</name>
    <message>
        <source>“%1” was not imported.</source>
        <translation>„%1“ wurde nicht importiert.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle …</translation>
    </message>
    <message>
        <source>The models of this computer: which one works, what is in it, whether it fits</source>
        <translation>Die Modelle dieses Rechners: welches arbeitet, was darin ist, ob es passt</translation>
    </message>
    <message>
        <source>&amp;Import Model File…</source>
        <translation>Modelldatei &amp;importieren …</translation>
    </message>
    <message>
        <source>Checks a GGUF file and copies it into your model folder</source>
        <translation>Prüft eine GGUF-Datei und kopiert sie in Ihren Modellordner</translation>
    </message>
    <message>
        <source>Import Model F&amp;older…</source>
        <translation>Modell&amp;ordner importieren …</translation>
    </message>
    <message>
        <source>Checks a folder as Hugging Face publishes models and copies it into your model folder</source>
        <translation>Prüft einen Ordner, wie Hugging Face Modelle veröffentlicht, und kopiert ihn in Ihren Modellordner</translation>
    </message>
    <message>
        <source>&amp;Unload Model</source>
        <translation>Modell e&amp;ntladen</translation>
    </message>
    <message>
        <source>Frees its memory; there are no suggestions until a model is used again</source>
        <translation>Gibt seinen Speicher frei; Vorschläge gibt es erst wieder, wenn ein Modell benutzt wird</translation>
    </message>
    <message>
        <source>Mode&amp;l</source>
        <translation>Mode&amp;ll</translation>
    </message>
    <message>
        <source>Import Model File</source>
        <translation>Modelldatei importieren</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>Import Model Folder</source>
        <translation>Modellordner importieren</translation>
    </message>
    <message>
        <source>“%1” was imported.</source>
        <translation>„%1“ wurde importiert.</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>The choice holds for this run only.</source>
        <translation>Die Wahl gilt nur, bis das Programm endet.</translation>
    </message>
    <message>
        <source>The model was not loaded.</source>
        <translation>Das Modell wurde nicht geladen.</translation>
    </message>
    <message>
        <source>Load Anyway</source>
        <translation>Trotzdem laden</translation>
    </message>
</context>
<context>
    <name>gatewright::ModelLibrary</name>
    <message>
        <source>Importing %1</source>
        <translation>%1 wird importiert</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
</context>
<context>
    <name>gatewright::ModelPanel</name>
    <message>
        <source>What the model runs on</source>
        <translation>Worauf das Modell läuft</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>NVIDIA-GPU</translation>
    </message>
    <message>
        <source>Models of this computer</source>
        <translation>Modelle dieses Rechners</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>&amp;Use This Model</source>
        <translation>Dieses Modell &amp;benutzen</translation>
    </message>
    <message>
        <source>U&amp;nload</source>
        <translation>E&amp;ntladen</translation>
    </message>
    <message>
        <source>Frees its memory; there are no suggestions until a model is used again</source>
        <translation>Gibt seinen Speicher frei; Vorschläge gibt es erst wieder, wenn ein Modell benutzt wird</translation>
    </message>
    <message>
        <source>The engine is not running, so models cannot be read.</source>
        <translation>Die Engine läuft nicht, deshalb können keine Modelle gelesen werden.</translation>
    </message>
    <message>
        <source>No model was found on this computer.
Import a GGUF file or a Hugging Face folder, for instance from a USB stick; nothing is loaded from a network.</source>
        <translation>Auf diesem Rechner wurde kein Modell gefunden.
Importieren Sie eine GGUF-Datei oder einen Hugging-Face-Ordner, zum Beispiel von einem USB-Stick; aus einem Netz wird nichts geladen.</translation>
    </message>
    <message>
        <source>the default model</source>
        <translation>das Standardmodell</translation>
    </message>
</context>
<context>
    <name>gatewright::NavigationBinding</name>
    <message>
        <source>Go &amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Go For&amp;ward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>Go to &amp;Symbol in File…</source>
        <translation>Zu &amp;Name in der Datei …</translation>
    </message>
    <message>
        <source>Go to Symbol in F&amp;older…</source>
        <translation>Zu Name im &amp;Ordner …</translation>
    </message>
    <message>
        <source>Set or Remove Boo&amp;kmark</source>
        <translation>Lesezeichen setzen oder &amp;entfernen</translation>
    </message>
    <message>
        <source>Ne&amp;xt Bookmark</source>
        <translation>N&amp;ächstes Lesezeichen</translation>
    </message>
    <message>
        <source>Pre&amp;vious Bookmark</source>
        <translation>V&amp;origes Lesezeichen</translation>
    </message>
    <message>
        <source>Go to Book&amp;mark…</source>
        <translation>Zu &amp;Lesezeichen …</translation>
    </message>
    <message>
        <source>&amp;Insert Snippet…</source>
        <translation>Bauste&amp;in einfügen …</translation>
    </message>
    <message>
        <source>Remove All Bookmarks</source>
        <translation>Alle Lesezeichen entfernen</translation>
    </message>
    <message>
        <source>Your snippets were not read.</source>
        <translation>Ihre Bausteine wurden nicht gelesen.</translation>
    </message>
</context>
<context>
    <name>gatewright::NoticeBar</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>gatewright::OutlinePanel</name>
    <message>
        <source>The functions and classes of the file in front will stand here.</source>
        <translation>Hier stehen die Funktionen und Klassen der vorderen Datei.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Show what has these letters in its name</source>
        <translation>Zeigen, was diese Buchstaben im Namen hat</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
</context>
<context>
    <name>gatewright::OutputView</name>
    <message>
        <source>Output of the program</source>
        <translation>Ausgabe des Programms</translation>
    </message>
    <message>
        <source>The program printed nothing.</source>
        <translation>Das Programm hat nichts ausgegeben.</translation>
    </message>
    <message>
        <source>Find in the output</source>
        <translation>In der Ausgabe suchen</translation>
    </message>
    <message numerus="yes">
        <source>The output is long: %Ln character(s) of it are not shown.</source>
        <translation>
            <numerusform>Die Ausgabe ist lang: %Ln Zeichen davon ist nicht gezeigt.</numerusform>
            <numerusform>Die Ausgabe ist lang: %Ln Zeichen davon sind nicht gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>gatewright::PlacesPanel</name>
    <message>
        <source>Where a name is used will stand here: put the caret on one and press Shift+F12.</source>
        <translation>Hier steht, wo ein Name verwendet wird: Setzen Sie die Schreibmarke darauf und drücken Sie Umschalt+F12.</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>gatewright::ProblemsPanel</name>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Show problems with these words</source>
        <translation>Probleme mit diesen Wörtern zeigen</translation>
    </message>
    <message>
        <source>This File Only</source>
        <translation>Nur diese Datei</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n Hinweis</numerusform>
            <numerusform>%n Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>No problem fits the filters.</source>
        <translation>Kein Problem passt zu den Filtern.</translation>
    </message>
    <message>
        <source>No problems found in the open files.
What does not parse or compile is listed here while you type.</source>
        <translation>Keine Probleme in den geöffneten Dateien.
Was sich nicht lesen oder übersetzen lässt, steht hier, während Sie tippen.</translation>
    </message>
</context>
<context>
    <name>gatewright::ProjectPanel</name>
    <message>
        <source>Filter files</source>
        <translation>Dateien filtern</translation>
    </message>
    <message>
        <source>Show files with these letters in their names</source>
        <translation>Dateien mit diesen Buchstaben im Namen zeigen</translation>
    </message>
    <message>
        <source>Files of the open folder</source>
        <translation>Dateien des offenen Ordners</translation>
    </message>
    <message>
        <source>Files that fit the filter</source>
        <translation>Dateien, die zum Filter passen</translation>
    </message>
    <message>
        <source>No folder is open.
Open one to see its files here.</source>
        <translation>Kein Ordner ist offen.
Öffnen Sie einen, um seine Dateien hier zu sehen.</translation>
    </message>
    <message>
        <source>Open Folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>The file was not made: %1</source>
        <translation>Die Datei wurde nicht angelegt: %1</translation>
    </message>
    <message>
        <source>The folder was not made; check the permissions.</source>
        <translation>Der Ordner wurde nicht angelegt; prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>This was not moved to the trash; check the permissions.</source>
        <translation>Das wurde nicht in den Papierkorb verschoben; prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>No program to show folders was found.</source>
        <translation>Kein Programm zum Anzeigen von Ordnern gefunden.</translation>
    </message>
</context>
<context>
    <name>gatewright::ProjectReplace</name>
    <message numerus="yes">
        <source>Replacing in %n file(s)</source>
        <translation>
            <numerusform>Ersetze in %n Datei</numerusform>
            <numerusform>Ersetze in %n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::QuickFixMenu</name>
    <message>
        <source>Copy Message</source>
        <translation>Meldung kopieren</translation>
    </message>
    <message>
        <source>The fix was not applied.</source>
        <translation>Die Korrektur wurde nicht angewendet.</translation>
    </message>
    <message>
        <source>Nothing can be done here.</source>
        <translation>Hier gibt es nichts zu tun.</translation>
    </message>
</context>
<context>
    <name>gatewright::QuickPick</name>
    <message>
        <source>Nothing fits.</source>
        <translation>Nichts passt.</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Type to find a command, a file or a line</source>
        <translation>Tippen findet einen Befehl, eine Datei oder eine Zeile</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Was passt</translation>
    </message>
</context>
<context>
    <name>gatewright::RenameBox</name>
    <message>
        <source>Enter shows what would change, Escape leaves it</source>
        <translation>Eingabe zeigt, was sich ändern würde, Esc lässt es</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
</context>
<context>
    <name>gatewright::RunPanel</name>
    <message>
        <source>The program is running</source>
        <translation>Das Programm läuft</translation>
    </message>
    <message>
        <source>Run the program of the current file in a sandbox.
A kernel runs with its testbench, a circuit on the simulator; the text need not be saved.</source>
        <translation>Führt das Programm der aktuellen Datei in einer Sandbox aus.
Ein Kernel läuft mit seiner Testbench, ein Schaltkreis auf dem Simulator; der Text muss nicht gespeichert sein.</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>The program is built and run in the sandbox.</source>
        <translation>Das Programm wird gebaut und läuft in der Sandbox.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>Der Lauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht gelaufen</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>gatewright::RunSession</name>
    <message>
        <source>Running %1</source>
        <translation>%1 läuft</translation>
    </message>
</context>
<context>
    <name>gatewright::ScintillaView</name>
    <message>
        <source>Suggestion: %1</source>
        <translation>Vorschlag: %1</translation>
    </message>
</context>
<context>
    <name>gatewright::SearchBinding</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Find in F&amp;iles…</source>
        <translation>In Da&amp;teien suchen…</translation>
    </message>
    <message>
        <source>Replace in Fi&amp;les…</source>
        <translation>In Dateien er&amp;setzen…</translation>
    </message>
    <message>
        <source>Next Search &amp;Hit</source>
        <translation>Näc&amp;hster Suchtreffer</translation>
    </message>
    <message>
        <source>Previous Search H&amp;it</source>
        <translation>Vor&amp;iger Suchtreffer</translation>
    </message>
    <message>
        <source>Undo Replace in Files</source>
        <translation>Ersetzen in Dateien zurücknehmen</translation>
    </message>
    <message>
        <source>Replaced %1 in %2.</source>
        <translation>%1 in %2 ersetzt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hit(s)</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open file(s) are not saved yet.</source>
        <translation>
            <numerusform>%Ln offene Datei ist noch nicht gespeichert.</numerusform>
            <numerusform>%Ln offene Dateien sind noch nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were left as they are.</source>
        <translation>
            <numerusform>%Ln Datei wurde gelassen, wie sie ist.</numerusform>
            <numerusform>%Ln Dateien wurden gelassen, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>Alle speichern</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>The replacement was taken back in %Ln file(s).</source>
        <translation>
            <numerusform>Die Ersetzung wurde in %Ln Datei zurückgenommen.</numerusform>
            <numerusform>Die Ersetzung wurde in %Ln Dateien zurückgenommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were changed since and left as they are.</source>
        <translation>
            <numerusform>%Ln Datei wurde seitdem geändert und bleibt, wie sie ist.</numerusform>
            <numerusform>%Ln Dateien wurden seitdem geändert und bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::SearchPanel</name>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Show two lines before and behind each hit</source>
        <translation>Zwei Zeilen vor und nach jedem Treffer zeigen</translation>
    </message>
    <message>
        <source>Choose the files to search</source>
        <translation>Die Dateien wählen, in denen gesucht wird</translation>
    </message>
    <message>
        <source>Search in files</source>
        <translation>In Dateien suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Only in: *.cpp, src</source>
        <translation>Nur in: *.cpp, src</translation>
    </message>
    <message>
        <source>Not in: *_tb.cpp, old</source>
        <translation>Nicht in: *_tb.cpp, alt</translation>
    </message>
    <message>
        <source>Replace mode</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Suche anhalten</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Stop searching (%1 % done)</source>
        <translation>Suche anhalten (%1 % fertig)</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hit(s)</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %L1 hits; make the search narrower to see all.</source>
        <translation>Die ersten %L1 Treffer; suchen Sie enger, um alle zu sehen.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>%1 so far…</source>
        <translation>%1 bisher …</translation>
    </message>
    <message>
        <source>%1 (stopped)</source>
        <translation>%1 (angehalten)</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) over 16 MB not searched</source>
        <translation>
            <numerusform>%n Datei über 16 MB nicht durchsucht</numerusform>
            <numerusform>%n Dateien über 16 MB nicht durchsucht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n Datei war nicht lesbar</numerusform>
            <numerusform>%n Dateien waren nicht lesbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the expression takes too long on %n file(s); make it simpler</source>
        <translation>
            <numerusform>der Ausdruck braucht bei %n Datei zu lange; vereinfachen Sie ihn</numerusform>
            <numerusform>der Ausdruck braucht bei %n Dateien zu lange; vereinfachen Sie ihn</numerusform>
        </translation>
    </message>
    <message>
        <source>the folder has more than 500,000 files</source>
        <translation>der Ordner hat mehr als 500.000 Dateien</translation>
    </message>
    <message>
        <source>Open a folder to search its files.</source>
        <translation>Öffnen Sie einen Ordner, um seine Dateien zu durchsuchen.</translation>
    </message>
    <message>
        <source>Type to search all files of the folder.
What .gitignore names is left out.</source>
        <translation>Tippen, um alle Dateien des Ordners zu durchsuchen.
Was .gitignore nennt, bleibt außen vor.</translation>
    </message>
    <message>
        <source>The folder is still being read…</source>
        <translation>Der Ordner wird noch gelesen …</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>Replace %Ln ticked hit(s)</source>
        <translation>
            <numerusform>%Ln angehakten Treffer ersetzen</numerusform>
            <numerusform>%Ln angehakte Treffer ersetzen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the hits to replace</source>
        <translation>Haken Sie die Treffer an, die ersetzt werden sollen</translation>
    </message>
</context>
<context>
    <name>gatewright::ServerBinding</name>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Verwendungen</translation>
    </message>
    <message>
        <source>%1 stopped three times while it worked on this file, so it goes on without it: %2</source>
        <translation>%1 ist dreimal bei dieser Datei abgestürzt und macht ohne sie weiter: %2</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing is known about this.</source>
        <translation>Darüber ist nichts bekannt.</translation>
    </message>
    <message>
        <source>There is no name at the caret.</source>
        <translation>An der Schreibmarke steht kein Name.</translation>
    </message>
    <message>
        <source>Nothing was found for “%1”.</source>
        <translation>Zu „%1“ wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>The format is as it should be.</source>
        <translation>Das Format ist, wie es sein soll.</translation>
    </message>
    <message>
        <source>Nothing was formatted.</source>
        <translation>Es wurde nichts formatiert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was renamed.</source>
        <translation>Es wurde nichts umbenannt.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message numerus="yes">
        <source>“%1” is used in %n place(s)</source>
        <translation>
            <numerusform>„%1“ wird an einer Stelle verwendet</numerusform>
            <numerusform>„%1“ wird an %n Stellen verwendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” stands in %n place(s)</source>
        <translation>
            <numerusform>„%1“ steht an einer Stelle</numerusform>
            <numerusform>„%1“ steht an %n Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Complete Word</source>
        <translation>Wort &amp;vervollständigen</translation>
    </message>
    <message>
        <source>Opens the list of completions</source>
        <translation>Öffnet die Liste der Vervollständigungen</translation>
    </message>
    <message>
        <source>Show &amp;Parameters</source>
        <translation>&amp;Parameter zeigen</translation>
    </message>
    <message>
        <source>Of the call at the caret; again for the next of several</source>
        <translation>Des Aufrufs an der Schreibmarke; nochmals für den nächsten von mehreren</translation>
    </message>
    <message>
        <source>Show &amp;Documentation</source>
        <translation>&amp;Dokumentation zeigen</translation>
    </message>
    <message>
        <source>Rena&amp;me…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>The name at the caret, wherever it is used</source>
        <translation>Den Namen an der Schreibmarke, wo immer er verwendet wird</translation>
    </message>
    <message>
        <source>&amp;Format Document</source>
        <translation>Dokument &amp;formatieren</translation>
    </message>
    <message>
        <source>Format Se&amp;lection</source>
        <translation>&amp;Auswahl formatieren</translation>
    </message>
    <message>
        <source>Types and Parameter &amp;Names</source>
        <translation>Typen und Parameter&amp;namen</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>&amp;Gliederung</translation>
    </message>
    <message>
        <source>Re&amp;ferences</source>
        <translation>&amp;Verwendungen</translation>
    </message>
    <message>
        <source>&amp;Definition</source>
        <translation>&amp;Definition</translation>
    </message>
    <message>
        <source>De&amp;claration</source>
        <translation>De&amp;klaration</translation>
    </message>
    <message>
        <source>&amp;Implementations</source>
        <translation>&amp;Implementierungen</translation>
    </message>
    <message>
        <source>&amp;References</source>
        <translation>&amp;Verwendungen</translation>
    </message>
    <message>
        <source>Next Reference</source>
        <translation>Nächste Verwendung</translation>
    </message>
    <message>
        <source>Previous Reference</source>
        <translation>Vorige Verwendung</translation>
    </message>
</context>
<context>
    <name>gatewright::ServerSetup</name>
    <message>
        <source>A file of language servers was not read.</source>
        <translation>Eine Datei mit Sprachservern wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>This folder wants to start a program as the language server %1. It would run as you, outside the sandbox, without a network: %2</source>
        <translation>Dieser Ordner möchte ein Programm als Sprachserver %1 starten. Es liefe mit Ihren Rechten, außerhalb der Sandbox, ohne Netz: %2</translation>
    </message>
    <message>
        <source>Start It Here</source>
        <translation>Hier starten</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>The answer was not kept.</source>
        <translation>Die Antwort wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Switch Off</source>
        <translation>Ausschalten</translation>
    </message>
</context>
<context>
    <name>gatewright::ServerStatus</name>
    <message>
        <source>%1…</source>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>kein %1</translation>
    </message>
    <message>
        <source>servers off</source>
        <translation>Server aus</translation>
    </message>
    <message>
        <source>Copies this</source>
        <translation>Kopiert dies</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation>%1 neu starten</translation>
    </message>
    <message>
        <source>Look Again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Switch %1 On</source>
        <translation>%1 einschalten</translation>
    </message>
    <message>
        <source>Switch %1 Off</source>
        <translation>%1 ausschalten</translation>
    </message>
</context>
<context>
    <name>gatewright::SettingsDialog</name>
    <message>
        <source>No setting fits.</source>
        <translation>Keine Einstellung passt.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>Whose settings</source>
        <translation>Wessen Einstellungen</translation>
    </message>
    <message>
        <source>For everything</source>
        <translation>Für alles</translation>
    </message>
    <message>
        <source>For this folder</source>
        <translation>Für diesen Ordner</translation>
    </message>
    <message>
        <source>A folder may say how its own files are treated, once you trust it.</source>
        <translation>Ein Ordner darf sagen, wie seine eigenen Dateien behandelt werden, sobald Sie ihm vertrauen.</translation>
    </message>
    <message>
        <source>This folder adds to it.</source>
        <translation>Dieser Ordner fügt etwas hinzu.</translation>
    </message>
    <message>
        <source>This folder says otherwise.</source>
        <translation>Dieser Ordner bestimmt es anders.</translation>
    </message>
    <message>
        <source>As Mine</source>
        <translation>Wie meine</translation>
    </message>
    <message>
        <source>The folder says nothing about it any more.</source>
        <translation>Der Ordner bestimmt es nicht mehr.</translation>
    </message>
</context>
<context>
    <name>gatewright::SetupBinding</name>
    <message>
        <source>%1 is set up already.</source>
        <translation>%1 ist schon eingerichtet.</translation>
    </message>
    <message>
        <source>%1 is ready.</source>
        <translation>%1 ist bereit.</translation>
    </message>
    <message>
        <source>Set Up &amp;Qiskit…</source>
        <translation>&amp;Qiskit einrichten…</translation>
    </message>
    <message>
        <source>Installs the Python environment that runs of Qiskit programs use; asks before it uses the network</source>
        <translation>Installiert die Python-Umgebung, in der Qiskit-Programme laufen; fragt, bevor das Netz benutzt wird</translation>
    </message>
    <message>
        <source>Show Connection &amp;Log</source>
        <translation>Verbindungsproto&amp;koll anzeigen</translation>
    </message>
    <message>
        <source>What of this program used a network, when and why</source>
        <translation>Was von diesem Programm ein Netz benutzt hat, wann und warum</translation>
    </message>
    <message>
        <source>%1 is being installed from %2.</source>
        <translation>%1 wird von %2 installiert.</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 ausführen</translation>
    </message>
    <message>
        <source>Qiskit was not set up.</source>
        <translation>Qiskit wurde nicht eingerichtet.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>There were no connections: nothing of this program has used a network.</source>
        <translation>Es gab keine Verbindungen: Nichts von diesem Programm hat ein Netz benutzt.</translation>
    </message>
</context>
<context>
    <name>gatewright::SetupDialog</name>
    <message>
        <source>Packages that are installed</source>
        <translation>Pakete, die installiert werden</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>the Python package index (pypi.org), over the network</source>
        <translation>dem Python-Paketverzeichnis (pypi.org), über das Netz</translation>
    </message>
    <message>
        <source>the package index that pip is set to use (%1), over the network</source>
        <translation>dem Paketverzeichnis, das für pip eingestellt ist (%1), über das Netz</translation>
    </message>
    <message>
        <source>Set Up Qiskit</source>
        <translation>Qiskit einrichten</translation>
    </message>
    <message>
        <source>Install %1?</source>
        <translation>%1 installieren?</translation>
    </message>
    <message>
        <source>Runs of Qiskit programs, and their checks, use a Python environment of their own. It changes nothing in the Python of this computer.</source>
        <translation>Qiskit-Programme laufen in einer eigenen Python-Umgebung und werden mit ihr geprüft. Am Python dieses Rechners ändert sie nichts.</translation>
    </message>
    <message>
        <source>From:</source>
        <translation>Von:</translation>
    </message>
    <message>
        <source>Into:</source>
        <translation>Nach:</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>Größe:</translation>
    </message>
    <message>
        <source>about %1 to download, %2 on the disk</source>
        <translation>etwa %1 herunterzuladen, %2 auf der Platte</translation>
    </message>
    <message>
        <source>&amp;Install</source>
        <translation>&amp;Installieren</translation>
    </message>
</context>
<context>
    <name>gatewright::SetupSession</name>
    <message>
        <source>Looking up what %1 needs</source>
        <translation>Es wird nachgesehen, was %1 braucht</translation>
    </message>
    <message>
        <source>Installing %1</source>
        <translation>%1 wird installiert</translation>
    </message>
</context>
<context>
    <name>gatewright::SharesBar</name>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>Whose drafts stood</source>
        <translation>Wessen Voraussagen hielten</translation>
    </message>
    <message>
        <source>No draft stood yet.</source>
        <translation>Noch keine Voraussage hielt.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>gatewright::SignatureAssistant</name>
    <message>
        <source>%1 of %2: </source>
        <translation>%1 von %2: </translation>
    </message>
</context>
<context>
    <name>gatewright::StatusBar</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Line and column</source>
        <translation>Zeile und Spalte</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Encoding and line ends</source>
        <translation>Kodierung und Zeilenenden</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>● offline</source>
        <translation>● offline</translation>
    </message>
    <message>
        <source>Nothing here opens a network connection: the model runs on this computer.</source>
        <translation>Nichts hier öffnet eine Netzwerkverbindung: das Modell läuft auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Show the problems</source>
        <translation>Probleme anzeigen</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to a line</source>
        <translation>Zu einer Zeile gehen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>▲ online</source>
        <translation>▲ online</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Change encoding or line ends</source>
        <translation>Kodierung oder Zeilenenden ändern</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>Language servers</source>
        <translation>Sprachserver</translation>
    </message>
</context>
<context>
    <name>gatewright::StatusBinding</name>
    <message>
        <source>Tabs</source>
        <translation>Tabulatoren</translation>
    </message>
    <message numerus="yes">
        <source>%n space(s)</source>
        <translation>
            <numerusform>%n Leerzeichen</numerusform>
            <numerusform>%n Leerzeichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::SuggestionPopover</name>
    <message>
        <source>The suggestion as text</source>
        <translation>Der Vorschlag als Text</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Ctrl+Return accepts, Escape closes</source>
        <translation>Strg+Eingabe nimmt an, Escape schließt</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Annehmen</translation>
    </message>
</context>
<context>
    <name>gatewright::TaskBinding</name>
    <message>
        <source>Choose a task of the project</source>
        <translation>Eine Aufgabe des Projekts wählen</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Run &amp;Task…</source>
        <translation>Auf&amp;gabe ausführen …</translation>
    </message>
    <message>
        <source>Run a command of the project: make, CMake, or what it defines</source>
        <translation>Einen Befehl des Projekts ausführen: make, CMake oder was es festlegt</translation>
    </message>
    <message>
        <source>Run Tas&amp;k Again</source>
        <translation>Aufgabe &amp;noch einmal</translation>
    </message>
    <message>
        <source>Cancel Task</source>
        <translation>Aufgabe abbrechen</translation>
    </message>
    <message>
        <source>Edit Tasks of the Project</source>
        <translation>Aufgaben des Projekts bearbeiten</translation>
    </message>
    <message>
        <source>Open &amp;Terminal Here</source>
        <translation>&amp;Terminal hier öffnen</translation>
    </message>
    <message>
        <source>Your own terminal, in the folder of the current file</source>
        <translation>Ihr eigenes Terminal, im Ordner der aktuellen Datei</translation>
    </message>
    <message>
        <source>Run in My Ter&amp;minal</source>
        <translation>In &amp;meinem Terminal ausführen</translation>
    </message>
    <message>
        <source>The current Python file, outside of the sandbox, in your own terminal</source>
        <translation>Die aktuelle Python-Datei, außerhalb der Sandbox, in Ihrem eigenen Terminal</translation>
    </message>
    <message>
        <source>T&amp;asks</source>
        <translation>&amp;Aufgaben</translation>
    </message>
    <message>
        <source>The tasks were not read.</source>
        <translation>Die Aufgaben wurden nicht gelesen.</translation>
    </message>
    <message>
        <source>Edit the tasks of the project…</source>
        <translation>Die Aufgaben des Projekts bearbeiten …</translation>
    </message>
    <message>
        <source>A task runs outside of the sandbox, so this folder must be trusted first.</source>
        <translation>Eine Aufgabe läuft außerhalb der Sandbox, deshalb muss diesem Ordner zuerst vertraut werden.</translation>
    </message>
    <message>
        <source>“%1” was not run.</source>
        <translation>„%1“ wurde nicht ausgeführt.</translation>
    </message>
    <message>
        <source>The file of tasks was not made.</source>
        <translation>Die Datei der Aufgaben wurde nicht angelegt.</translation>
    </message>
    <message>
        <source>No terminal was opened.</source>
        <translation>Kein Terminal wurde geöffnet.</translation>
    </message>
</context>
<context>
    <name>gatewright::TaskPanel</name>
    <message>
        <source>Run a command of the project: make, CMake, the vendor's tools, or what .gatewright/tasks.json says.
Problems in its output are listed.</source>
        <translation>Führt einen Befehl des Projekts aus: make, CMake, die Werkzeuge des Herstellers oder was .gatewright/tasks.json sagt.
Probleme in seiner Ausgabe werden aufgelistet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln Problem</numerusform>
            <numerusform>%Ln Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht gelaufen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>printed too much</source>
        <translation>zu viel ausgegeben</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>Exit-Code %1</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>Signal %1</translation>
    </message>
</context>
<context>
    <name>gatewright::TemplateDialog</name>
    <message>
        <source>New from Template</source>
        <translation>Neu aus Vorlage</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>No templates were found; install the program again.</source>
        <translation>Keine Vorlagen gefunden; installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Makes %1</source>
        <translation>Legt %1 an</translation>
    </message>
</context>
<context>
    <name>gatewright::TextConventions</name>
    <message>
        <source>An .editorconfig file does not count.</source>
        <translation>Eine .editorconfig-Datei gilt nicht.</translation>
    </message>
</context>
<context>
    <name>gatewright::VersionsTable</name>
    <message>
        <source>Versions of the head</source>
        <translation>Versionen des Kopfes</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Came From</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Right at Depth 1</source>
        <translation>Richtig in Tiefe 1</translation>
    </message>
    <message>
        <source>Tokens per Pass</source>
        <translation>Tokens je Durchgang</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>Im Einsatz</translation>
    </message>
    <message>
        <source>How often its first word was right, before and after, on text it did not learn from</source>
        <translation>Wie oft das erste Wort richtig war, vorher und nachher, auf Text, aus dem nicht gelernt wurde</translation>
    </message>
    <message>
        <source>What it brings when it drafts alone, before and after</source>
        <translation>Was sie bringt, wenn sie allein voraussagt, vorher und nachher</translation>
    </message>
    <message>
        <source>serves</source>
        <translation>im Einsatz</translation>
    </message>
    <message>
        <source>Version %1, serves</source>
        <translation>Version %1, im Einsatz</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message numerus="yes">
        <source>Measured at %Ln place(s)</source>
        <translation>
            <numerusform>An %Ln Stelle gemessen</numerusform>
            <numerusform>An %Ln Stellen gemessen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatewright::WelcomePage</name>
    <message>
        <source>Hardware in code: HLS kernels and quantum circuits, with a model on this computer.</source>
        <translation>Hardware in Code: HLS-Kernel und Quantenschaltungen, mit einem Modell auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfangen</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>First Steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>One came with the program and loads by itself; others can be imported.</source>
        <translation>Eines kam mit dem Programm und lädt von selbst; andere lassen sich importieren.</translation>
    </message>
    <message>
        <source>Only for Qiskit programs; it asks before it uses the network.</source>
        <translation>Nur für Qiskit-Programme; fragt, bevor es das Netz benutzt.</translation>
    </message>
    <message>
        <source>Theme, font, keys, when to suggest.</source>
        <translation>Farben, Schrift, Tasten, wann vorgeschlagen wird.</translation>
    </message>
    <message>
        <source>A few short pages, also without a network.</source>
        <translation>Einige kurze Seiten, auch ohne Netz.</translation>
    </message>
    <message>
        <source>Nothing that you write leaves this computer. Unsaved text survives a crash.</source>
        <translation>Nichts, was Sie schreiben, verlässt diesen Rechner. Nicht gespeicherter Text übersteht einen Absturz.</translation>
    </message>
</context>
<context>
    <name>gatewright::WhyPopover</name>
    <message>
        <source>Why no suggestion?</source>
        <translation>Warum kein Vorschlag?</translation>
    </message>
    <message>
        <source>The last suggestions</source>
        <translation>Die letzten Vorschläge</translation>
    </message>
    <message>
        <source>Nothing was asked yet. Type in a file, or press Alt+\ to ask for a suggestion here.</source>
        <translation>Noch wurde nichts gefragt. Tippen Sie in einer Datei, oder fragen Sie mit Alt+\ nach einem Vorschlag.</translation>
    </message>
    <message>
        <source>What became of the last tries</source>
        <translation>Was aus den letzten Versuchen wurde</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>from memory</source>
        <translation>aus dem Gedächtnis</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 (%2 times)</source>
        <translation>%1 (%2-mal)</translation>
    </message>
</context>
</TS>
