// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/user_questions.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace gatewright {

namespace {

QFileDialog *makeFileDialog(QWidget &window, const QString &title, const QString &folder)
{
    auto *dialog = new QFileDialog(&window, title, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

} // namespace

QString DialogQuestions::sourceFilters()
{
    return QStringList{tr("All files (*)"), tr("HLS C++ (*.c *.cc *.cpp *.cxx *.h *.hh *.hpp *.hxx)"),
                       tr("Qiskit (*.py)")}
        .join(QStringLiteral(";;"));
}

void DialogQuestions::filesToOpen(const QString &folder, std::function<void(const QStringList &)> done)
{
    QFileDialog *dialog = makeFileDialog(m_window, tr("Open Files"), folder);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(sourceFilters());
    QObject::connect(dialog, &QDialog::finished, &m_window, [dialog, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
    });
    dialog->open();
}

void DialogQuestions::folderToOpen(const QString &folder, std::function<void(const QString &)> done)
{
    QFileDialog *dialog = makeFileDialog(m_window, tr("Open Folder"), folder);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QDialog::finished, &m_window, [dialog, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
    });
    dialog->open();
}

void DialogQuestions::pathToSave(const QString &suggestion, std::function<void(const QString &)> done)
{
    QFileDialog *dialog = makeFileDialog(m_window, tr("Save As"), QFileInfo(suggestion).absolutePath());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilter(sourceFilters());
    dialog->selectFile(QFileInfo(suggestion).fileName());
    QObject::connect(dialog, &QDialog::finished, &m_window, [dialog, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
    });
    dialog->open();
}

void DialogQuestions::unsavedChanges(const QStringList &names, std::function<void(Unsaved)> done)
{
    auto *box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Warning);
    box->setWindowTitle(tr("Unsaved Changes"));
    box->setText(names.size() == 1 ? tr("“%1” has changes that are not saved.").arg(names.first())
                                   : tr("%n file(s) have changes that are not saved.", nullptr,
                                        static_cast<int>(names.size())));
    constexpr qsizetype mostShown = 10;
    if (names.size() > 1)
        box->setInformativeText(names.first(std::min(mostShown, names.size())).join(QLatin1Char('\n')) +
                                (names.size() > mostShown ? QStringLiteral("\n…") : QString()));
    const QPushButton *save =
        box->addButton(names.size() == 1 ? tr("Save") : tr("Save All"), QMessageBox::AcceptRole);
    const QPushButton *discard = box->addButton(tr("Discard Changes"), QMessageBox::DestructiveRole);
    box->addButton(QMessageBox::Cancel);
    QObject::connect(box, &QDialog::finished, &m_window, [box, save, discard, done = std::move(done)] {
        const QAbstractButton *clicked = box->clickedButton();
        done(clicked == save ? Unsaved::Save : clicked == discard ? Unsaved::Discard : Unsaved::Cancel);
    });
    box->open();
}

} // namespace gatewright
