// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/core_texts.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>

namespace gatewright {

namespace {

constexpr qsizetype longestSentence = 2000; // longer is no sentence of ours

// As they stand in core and in the programs; tests/ui/bridge finds one that stands nowhere.
constexpr std::array sentences{
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "The model needs %1 of memory and %2 are free; close other programs or choose a smaller model."),
    QT_TRANSLATE_NOOP("CoreTexts", "Another model is being loaded."),
    QT_TRANSLATE_NOOP("CoreTexts", "This engine keeps no learning store."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model was unloaded."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model was asleep."),
    QT_TRANSLATE_NOOP("CoreTexts", "The engine stopped working."),
    QT_TRANSLATE_NOOP("CoreTexts", "The engine stopped three times while it worked on this file."),
    QT_TRANSLATE_NOOP("CoreTexts", "The engine is not running."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model file cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model folder cannot be written."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model could not be copied; is the disk full?"),
    QT_TRANSLATE_NOOP("CoreTexts", "The import was cancelled."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model could not be given its name."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is not the file that was published under this name; get it anew."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is a model of this name already; remove it or rename the new one."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model folder cannot be made."),
    QT_TRANSLATE_NOOP("CoreTexts", "Another engine keeps what drafting learns."),
    QT_TRANSLATE_NOOP("CoreTexts", "Install the package clangd-19: sudo apt install clangd-19"),
    QT_TRANSLATE_NOOP("CoreTexts", "Tools > Set Up Qiskit installs it; or: pip install ruff"),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "Tools > Set Up Qiskit brings one; or install one into an environment of its own and "
                      "name the program in the settings: pip install basedpyright"),
    QT_TRANSLATE_NOOP("CoreTexts", "This version cannot use the model's tokenizer; take a model of the "
                                   "Llama, Qwen2, StarCoder2 or DeepSeek-Coder family."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model file contradicts itself; it is damaged, fetch it again."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "This version cannot run this kind of model; choose one of the Llama, Qwen2 or StarCoder2 family."),
    QT_TRANSLATE_NOOP("CoreTexts", "At most %1 threads can be used."),
    QT_TRANSLATE_NOOP("CoreTexts", "This processor lacks the instructions of the kernels that were chosen, "
                                   "or the system keeps them back; choose the automatic ones."),
    QT_TRANSLATE_NOOP("CoreTexts", "This folder holds no model: there is no config.json in it."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model lacks the tensor %1; fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts", "This build cannot use a GPU, which needs libtorch: run `packaging/dev "
                                   "deps --gpu` and build again, or use --device cpu."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "The module for GPUs cannot be loaded; run `packaging/dev deps --gpu` again, or use --device cpu."),
    QT_TRANSLATE_NOOP("CoreTexts", "The module for GPUs is of another version of the program; install both "
                                   "together, or use --device cpu."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "The default model is not the file that was published; delete it and run `packaging/dev deps`."),
    QT_TRANSLATE_NOOP("CoreTexts", "A file of the model is missing; fetch the whole folder."),
    QT_TRANSLATE_NOOP("CoreTexts", "A file of the model cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "A file of the model is damaged; fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model lacks the tensor %1; the file is damaged or not what its "
                                   "description says, fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts", "A tensor of the model has another shape than the file's description "
                                   "says; the file is damaged, fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "This version has no kernel for the model's weights; choose a model with Q4_0, Q4_1, "
                      "Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, F16, BF16 or F32 weights."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "The model has parts that this version does not know; choose another model of its family."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The model's weights are not numbers; the file is damaged, fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts", "This folder holds no model; give a GGUF file, or a folder with "
                                   "config.json, tokenizer.json and safetensors files."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "There is no such model file; check the path, or see `gatewright-cli model list`."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The default model is not installed; run `packaging/dev deps`, or put %1 into %2."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "There is no model of this name; put its GGUF file or its folder into %1, or give a path."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The model computes values that are not numbers; its file is damaged, fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts", "The text is longer than the context of %1 tokens; shorten it."),
    QT_TRANSLATE_NOOP("CoreTexts", "Reading the model file was cancelled."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model needs more memory than can be addressed."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is not enough memory for the model; close other programs or choose "
                                   "a smaller model or context."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model file lacks the metadata key %1."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "This is not an acceleration head, or it is damaged; learn again or go back to an earlier version."),
    QT_TRANSLATE_NOOP("CoreTexts", "This acceleration head is of a newer version of the program."),
    QT_TRANSLATE_NOOP("CoreTexts", "This acceleration head was trained for another model or adapter; "
                                   "decoding goes on without it. Learn again for this one."),
    QT_TRANSLATE_NOOP("CoreTexts", "There are no weights in this folder: neither %1 nor %2."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is not a safetensors file."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "The file ends before the data of a tensor does; it is truncated or damaged, fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts", "GGUF version %1 is not supported, only 2 and 3; convert the model anew."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "A tensor has a type this version does not know; convert the model to Q4_1, Q8_0 or F16."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model file lacks the tensor %1."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is not a GGUF file."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no such model file."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is not a model file."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model file is empty; fetch it again."),
    QT_TRANSLATE_NOOP("CoreTexts", "The model file cannot be mapped into memory."),
    QT_TRANSLATE_NOOP("CoreTexts", "Loading was cancelled."),
    QT_TRANSLATE_NOOP("CoreTexts", "Another window keeps what is learned; end it or do this there."),
    QT_TRANSLATE_NOOP(
        "CoreTexts", "There is too little accepted text to learn from: %1 tokens that others follow, of %2."),
    QT_TRANSLATE_NOOP("CoreTexts", "Learning is switched off in the settings."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "Nothing is kept to learn from: the learning store is switched off in the settings."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no model to learn for yet."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "Text was erased while the head learned from it; it is trained again without."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no model whose heads could be changed."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store cannot be opened for writing."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store is no ordinary file."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store cannot be closed to other users."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder of the learning store cannot be made."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no such file."),
    QT_TRANSLATE_NOOP("CoreTexts", "This file is not a learning store."),
    QT_TRANSLATE_NOOP("CoreTexts", "A newer version of Gatewright wrote this store; update this one."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store is damaged."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store cannot be locked."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store is in use by another program; try again."),
    QT_TRANSLATE_NOOP("CoreTexts", "The disk is full: nothing was written to the learning store."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store could not be used."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "Another engine writes this store; close the editor that uses it, or give another --profile."),
    QT_TRANSLATE_NOOP("CoreTexts", "The learning store was damaged and is set aside; a new one was begun. "
                                   "Delete the old file when you do not need it."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no earlier version to go back to."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no such version."),
    QT_TRANSLATE_NOOP("CoreTexts", "The acceleration head cannot be removed."),
    QT_TRANSLATE_NOOP("CoreTexts", "The replay store cannot be written; see whether the disk is full."),
    QT_TRANSLATE_NOOP("CoreTexts", "Too little text was held out to tell whether it got better."),
    QT_TRANSLATE_NOOP("CoreTexts", "Its first draft is right in %1 of the cases; below %2 it does not pay."),
    QT_TRANSLATE_NOOP("CoreTexts", "Its first draft is right in %1 of the cases."),
    QT_TRANSLATE_NOOP("CoreTexts", "Its first draft is right in %1 of the cases and was in %2: no gain."),
    QT_TRANSLATE_NOOP("CoreTexts", "It would give %1 tokens a pass, after %2."),
    QT_TRANSLATE_NOOP("CoreTexts", "Its first draft is right in %1 of the cases, after %2."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is nothing to learn from yet: no text was kept for this model."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is too little text to learn from; give more."),
    QT_TRANSLATE_NOOP("CoreTexts", "The training failed."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder cannot be made; see its rights and whether the disk is full."),
    QT_TRANSLATE_NOOP("CoreTexts", "The request was cancelled."),
    QT_TRANSLATE_NOOP("CoreTexts", "The other program is not running."),
    QT_TRANSLATE_NOOP("CoreTexts", "There was no answer in time."),
    QT_TRANSLATE_NOOP("CoreTexts", "The other program ended."),
    QT_TRANSLATE_NOOP("CoreTexts", "Too many requests are waiting for their answers."),
    QT_TRANSLATE_NOOP("CoreTexts", "The server ended."),
    QT_TRANSLATE_NOOP("CoreTexts", "The run was cancelled."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program did not answer in time."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program sent a message that is too long."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program sends what nobody asked for."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program ended unexpectedly."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program was stopped."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program %1 is not installed."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program %1 could not be started."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The sandbox is not installed; install the package bubblewrap to run programs."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "The sandbox did not start in time, so programs are not run; the machine is busy, try again."),
    QT_TRANSLATE_NOOP("CoreTexts", "This machine forbids the sandbox, so programs are not run; allow user "
                                   "namespaces (sysctl kernel.unprivileged_userns_clone=1)."),
    QT_TRANSLATE_NOOP("CoreTexts", "The sandbox could not run the program."),
    QT_TRANSLATE_NOOP("CoreTexts", "%1 is switched off."),
    QT_TRANSLATE_NOOP("CoreTexts", "%1 is not installed; reinstall the product to get it back."),
    QT_TRANSLATE_NOOP("CoreTexts", "%1 is starting."),
    QT_TRANSLATE_NOOP("CoreTexts", "%1 is running."),
    QT_TRANSLATE_NOOP("CoreTexts", "%1 stopped working; it is started again in %2 s."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "%1 stopped working %2 times in a row and is left alone until you restart it."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program did not react and was ended."),
    QT_TRANSLATE_NOOP("CoreTexts", "The connection log cannot be written, so no connection is made; make "
                                   "room for it, or see to the rights of its folder."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The file cannot be written; see its folder's rights and whether the disk is full."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder's settings cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder's settings are too large."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder's settings are not a JSON object."),
    QT_TRANSLATE_NOOP("CoreTexts", "This setting cannot be made for a folder alone."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder's settings cannot be written; check its permissions."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings file is not valid JSON."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings file does not hold an object."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings cannot be read; defaults are used."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings file is too large."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The settings file is damaged; defaults are used and the old file was kept as %1."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings file is damaged; defaults are used."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings are kept for this run only."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings cannot be written; check the disk and the folder."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings file has no valid version."),
    QT_TRANSLATE_NOOP("CoreTexts", "The settings were written by a newer version of the program; they are "
                                   "used as far as possible and not changed."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The file can only be written in place, and the copy that keeps it safe meanwhile "
                      "cannot be made; free some space or save it elsewhere. The old file is unchanged."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file cannot be written; choose another folder."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file cannot be written; is the disk full?"),
    QT_TRANSLATE_NOOP("CoreTexts", "“%1” is not a name that can be used here."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file exists already; choose another name."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "Which folders are trusted cannot be read; the answer holds until the program ends."),
    QT_TRANSLATE_NOOP("CoreTexts", "A newer version of Gatewright wrote which folders are trusted; the "
                                   "answer holds until the program ends."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no such folder."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "Which folders are trusted could not be written; it holds until the program ends."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder does not exist."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file is larger than 1 GiB."),
    QT_TRANSLATE_NOOP("CoreTexts", "The symbolic links of this path lead in a circle; remove one of them."),
    QT_TRANSLATE_NOOP("CoreTexts", "The name is longer than the file system allows."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is not a file that can be edited."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file cannot be read; check its permissions."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file cannot be read to its end."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file lies on a disk that can only be read; save it elsewhere."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The file is write-protected; allow yourself to write it or save it elsewhere."),
    QT_TRANSLATE_NOOP("CoreTexts", "You may not write this file; save it elsewhere."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file belongs to %1 and you may not write it; save it elsewhere."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "There is no room on the disk; free some space or save it elsewhere. The old file is unchanged."),
    QT_TRANSLATE_NOOP("CoreTexts", "The disk can only be read; save it elsewhere."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder of the file does not exist; save it elsewhere."),
    QT_TRANSLATE_NOOP("CoreTexts", "You may not write into this folder; save the file elsewhere."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The name is longer than the file system allows; save it under another one."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The file could not be written; save it elsewhere. The old file is unchanged."),
    QT_TRANSLATE_NOOP("CoreTexts", "Another program changed the file."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is not a file that can be written; save it elsewhere."),
    QT_TRANSLATE_NOOP("CoreTexts", "The text changed since it was searched; search again."),
    QT_TRANSLATE_NOOP("CoreTexts", "The regular expression is not valid: %1."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is nothing to look for."),
    QT_TRANSLATE_NOOP("CoreTexts", "The text to look for is longer than %1 characters."),
    QT_TRANSLATE_NOOP("CoreTexts", "The regular expression takes too long on this text; make it simpler."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file is too large for regular expressions; search for plain text."),
    QT_TRANSLATE_NOOP("CoreTexts", "The C library of this system does not know %1; install its character "
                                   "sets or choose another encoding."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file is not in %1; choose another encoding."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "Saving this file in %1 would change bytes that you did not touch; choose another encoding."),
    QT_TRANSLATE_NOOP("CoreTexts", "The text has a character that %1 cannot hold; save it as UTF-8."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "The file says that it is UTF-16 but has an odd number of bytes; it is damaged or no text."),
    QT_TRANSLATE_NOOP("CoreTexts", "The history of the file cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file cannot be read from the repository."),
    QT_TRANSLATE_NOOP("CoreTexts", "The commit cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file is too large."),
    QT_TRANSLATE_NOOP("CoreTexts", "The files could not be compared."),
    QT_TRANSLATE_NOOP("CoreTexts", "The text is too long to be compared."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no such branch."),
    QT_TRANSLATE_NOOP("CoreTexts", "A merge or rebase is under way. End it first."),
    QT_TRANSLATE_NOOP("CoreTexts", "The branches cannot be listed."),
    QT_TRANSLATE_NOOP("CoreTexts", "A branch cannot be called like this: no blanks, no “..”, none of "
                                   "~^:?*[\\, no “/” or “.lock” at its end."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is a branch of this name already."),
    QT_TRANSLATE_NOOP("CoreTexts", "The branch could not be made."),
    QT_TRANSLATE_NOOP("CoreTexts", "This branch is in use in another work folder of the repository."),
    QT_TRANSLATE_NOOP("CoreTexts", "The branch could not be switched."),
    QT_TRANSLATE_NOOP("CoreTexts", "The branch could not be renamed."),
    QT_TRANSLATE_NOOP("CoreTexts", "This branch is in use. Switch to another one first."),
    QT_TRANSLATE_NOOP("CoreTexts", "This branch has commits that are in no other one."),
    QT_TRANSLATE_NOOP("CoreTexts", "The branch could not be deleted."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is a bare repository: it has no files to edit. Clone it first."),
    QT_TRANSLATE_NOOP("CoreTexts", "The repository could not be made."),
    QT_TRANSLATE_NOOP("CoreTexts", "Give a name and an address, without < and >."),
    QT_TRANSLATE_NOOP("CoreTexts", "The index could not be written."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file could not be staged."),
    QT_TRANSLATE_NOOP("CoreTexts", "The lines could not be staged."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "What is staged of this file changed meanwhile; look again and repeat it."),
    QT_TRANSLATE_NOOP("CoreTexts", "This file is no text; stage it as a whole."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file could not be unstaged."),
    QT_TRANSLATE_NOOP("CoreTexts", "That is too much to be discarded with a way back: choose fewer files."),
    QT_TRANSLATE_NOOP("CoreTexts", "What was discarded cannot be had back."),
    QT_TRANSLATE_NOOP("CoreTexts", "Nothing of this file is staged."),
    QT_TRANSLATE_NOOP("CoreTexts", "This file is in no commit yet."),
    QT_TRANSLATE_NOOP("CoreTexts", "This file is no text."),
    QT_TRANSLATE_NOOP("CoreTexts", "The state of the files cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "The commit could not be made."),
    QT_TRANSLATE_NOOP("CoreTexts", "Some files have conflicts. Settle them first."),
    QT_TRANSLATE_NOOP("CoreTexts", "The commit has no message yet."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no commit yet to be amended."),
    QT_TRANSLATE_NOOP("CoreTexts", "End the merge with a commit of its own first."),
    QT_TRANSLATE_NOOP("CoreTexts", "Nothing is staged. Stage something first."),
    QT_TRANSLATE_NOOP("CoreTexts", "The history cannot be read."),
    QT_TRANSLATE_NOOP("CoreTexts", "The changes could not be put aside."),
    QT_TRANSLATE_NOOP("CoreTexts", "The stash could not be applied."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "A file that the stash changes has changes of its own. Commit or stash them first."),
    QT_TRANSLATE_NOOP("CoreTexts", "The stashes cannot be listed."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no commit yet that the files could go back to."),
    QT_TRANSLATE_NOOP("CoreTexts", "There are no changes to be put aside."),
    QT_TRANSLATE_NOOP("CoreTexts", "This stash is gone already."),
    QT_TRANSLATE_NOOP("CoreTexts", "There is no such commit."),
    QT_TRANSLATE_NOOP("CoreTexts", "This file has no conflict any more."),
    QT_TRANSLATE_NOOP("CoreTexts", "The conflicts cannot be listed."),
    QT_TRANSLATE_NOOP("CoreTexts", "No merge is under way."),
    QT_TRANSLATE_NOOP(
        "CoreTexts",
        "A file of this repository is no ordinary file; remove it, or do not open this repository."),
    QT_TRANSLATE_NOOP("CoreTexts", "This folder is in no git repository."),
    QT_TRANSLATE_NOOP("CoreTexts", "%1 Another program is working in this repository; try again when it has "
                                   "ended, or delete its lock file if it crashed."),
    QT_TRANSLATE_NOOP("CoreTexts", "The document is read-only."),
    QT_TRANSLATE_NOOP("CoreTexts", "The folder cannot be made."),
    QT_TRANSLATE_NOOP("CoreTexts", "The terminal cannot be started."),
    QT_TRANSLATE_NOOP("CoreTexts",
                      "The text was changed here since it was checked. Wait for the next check."),
    QT_TRANSLATE_NOOP("CoreTexts", "This is no keyboard scheme."),
    QT_TRANSLATE_NOOP("CoreTexts", "The keyboard scheme was written by a newer version."),
    QT_TRANSLATE_NOOP("CoreTexts", "The program “%1” was not found; install it, or correct the task."),
    QT_TRANSLATE_NOOP("CoreTexts", "The file was changed since; it is left as it is."),
    QT_TRANSLATE_NOOP("CoreTexts", "More than 50 files would be changed at once; nothing was."),
    QT_TRANSLATE_NOOP("CoreTexts", "A file outside the open folder would be changed; nothing was."),
    QT_TRANSLATE_NOOP("CoreTexts", "A file could not be opened; nothing was changed."),
    QT_TRANSLATE_NOOP("CoreTexts", "A file is read-only; nothing was changed."),
    QT_TRANSLATE_NOOP("CoreTexts", "A text was changed in the meantime. Try again."),
    QT_TRANSLATE_NOOP("CoreTexts", "What stands here cannot be renamed."),
    QT_TRANSLATE_NOOP("CoreTexts", "The text was changed since this was offered. Ask again."),
    QT_TRANSLATE_NOOP("CoreTexts", "The text was changed while it was formatted. Try again."),
};

QString translated(const char *sentence)
{
    return QCoreApplication::translate("CoreTexts", sentence);
}

// The text, if it is this sentence, alone or as Error::toString() writes it: "place: sentence (detail)".
struct Found
{
    QString place; // with its colon
    QStringList arguments;
    QString detail; // with its brackets
};

std::optional<Found> findIn(const QString &text, const QString &sentence)
{
    // The numbers stand in their order in all sentences; escaping has made \%1 of %1.
    static const QRegularExpression number(QStringLiteral(R"(\\%[1-9])"));
    QString pattern = QRegularExpression::escape(sentence);
    pattern.replace(number, QStringLiteral("(.+)"));
    const QRegularExpression whole(
        QRegularExpression::anchoredPattern(QStringLiteral(R"((.+: )?%1( \(.+\))?)").arg(pattern)),
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = whole.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int last = whole.captureCount();
    Found found{match.captured(1), {}, match.captured(last)};
    for (int i = 2; i < last; ++i)
        found.arguments.append(match.captured(i));
    return found;
}

// In one go, so that no number is replaced in what was put in. What was put in may be a sentence itself.
QString filled(const QString &words, const QStringList &arguments)
{
    QString text;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const int number = words.at(i) == QLatin1Char('%') ? words.mid(i + 1, 1).toInt() : 0;
        if (number < 1 || number > arguments.size()) {
            text += words.at(i);
            continue;
        }
        text += coreText(arguments.at(number - 1));
        ++i;
    }
    return text;
}

} // namespace

QString coreText(const QString &sentence)
{
    if (sentence.isEmpty() || sentence.size() > longestSentence)
        return sentence;
    if (const QString whole = translated(sentence.toUtf8().constData()); whole != sentence)
        return whole;
    // Only in a window of another language.
    for (const char *known : sentences) {
        const QString source = QString::fromUtf8(known);
        const QString words = translated(known);
        if (words == source)
            continue;
        if (const std::optional<Found> found = findIn(sentence, source))
            return found->place + filled(words, found->arguments) + found->detail;
    }
    return sentence;
}

QString coreText(const Error &error)
{
    return coreText(error.message);
}

QString wholeCoreText(const Error &error)
{
    Error shown = error;
    shown.message = coreText(error.message);
    return shown.toString();
}

} // namespace gatewright
