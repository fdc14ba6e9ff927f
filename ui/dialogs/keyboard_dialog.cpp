// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/keyboard_dialog.h"

#include "core/base/whole_file.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/core_texts.h"
#include "ui/dialogs/setting_texts.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatewright {

namespace {

enum Column { CommandColumn, KeysColumn, NoteColumn, ColumnCount };
constexpr int idRole = Qt::UserRole;

QString shown(const QList<QKeySequence> &keys)
{
    return QKeySequence::listToString(keys, QKeySequence::NativeText);
}

} // namespace

KeyboardDialog::KeyboardDialog(Settings &settings, CommandRegistry &commands, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_commands(commands)
    , m_scheme(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_table(new QTreeWidget(this))
    , m_key(new QKeySequenceEdit(this))
    , m_add(new QPushButton(tr("Add Key"), this))
    , m_clear(new QPushButton(tr("Remove Keys"), this))
    , m_reset(new QPushButton(tr("Reset"), this))
    , m_taken(new QLabel(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("keyboardDialog"));
    setWindowTitle(tr("Keyboard Shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_scheme->setObjectName(QStringLiteral("keyboardScheme"));
    m_scheme->setAccessibleName(tr("Scheme"));
    const SettingDescriptor &scheme = keys::keyboardScheme().descriptor;
    for (const QString &choice : scheme.choices)
        m_scheme->addItem(settingChoiceText(scheme.name, choice), choice);
    m_search->setObjectName(QStringLiteral("keyboardSearch"));
    m_search->setPlaceholderText(tr("Search commands and keys"));
    m_search->setAccessibleName(tr("Search commands and keys"));
    m_search->setClearButtonEnabled(true);
    m_problem->setObjectName(QStringLiteral("keyboardProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    buildTable();

    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(new QLabel(tr("Scheme:"), this));
    top->addWidget(m_scheme);
    top->addWidget(m_search, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addLayout(top);
    column->addWidget(m_problem);
    column->addWidget(m_table, 1);
    column->addWidget(buildEditor());
    resize(720, 560);

    connect(m_scheme, &QComboBox::activated, this, [this] {
        tell(m_settings.setValue(keys::keyboardScheme(), m_scheme->currentData().toString()));
    });
    connect(m_search, &QLineEdit::textChanged, this, &KeyboardDialog::filter);
    connect(m_table, &QTreeWidget::currentItemChanged, this, &KeyboardDialog::follow);
    connect(&settings, &Settings::changed, this, &KeyboardDialog::fill);
    fill();
    m_search->setFocus();
}

void KeyboardDialog::buildTable()
{
    m_table->setObjectName(QStringLiteral("keyboardTable"));
    m_table->setAccessibleName(tr("Commands and their keys"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHeaderLabels({tr("Command"), tr("Keys"), tr("Note")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->header()->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    m_table->header()->resizeSection(CommandColumn, 44 * letter);
    m_table->header()->resizeSection(KeysColumn, 28 * letter);
    for (const UserCommand &command : m_commands.commands()) {
        auto *item = new QTreeWidgetItem(m_table, {categoryName(command.category) + QStringLiteral(": ") +
                                                   CommandRegistry::plainText(command)});
        item->setData(CommandColumn, idRole, command.id);
        item->setToolTip(CommandColumn, command.description);
    }
}

QWidget *KeyboardDialog::buildEditor()
{
    auto *editor = new QWidget(this);
    m_key->setObjectName(QStringLiteral("keyboardKey"));
    m_key->setAccessibleName(tr("Press the keys"));
    m_add->setObjectName(QStringLiteral("keyboardAdd"));
    m_clear->setObjectName(QStringLiteral("keyboardClear"));
    m_reset->setObjectName(QStringLiteral("keyboardReset"));
    m_taken->setObjectName(QStringLiteral("keyboardTaken"));
    m_taken->setWordWrap(true);
    for (QPushButton *button : {m_add, m_clear, m_reset})
        button->setAutoDefault(false);
    auto *importButton = new QPushButton(tr("Import…"), editor);
    auto *exportButton = new QPushButton(tr("Export…"), editor);
    importButton->setAutoDefault(false);
    exportButton->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_key, 1);
    for (QPushButton *button : {m_add, m_clear, m_reset, importButton, exportButton})
        row->addWidget(button);
    auto *column = new QVBoxLayout(editor);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_taken);
    column->addLayout(row);
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, &KeyboardDialog::showConflicts);
    connect(m_add, &QPushButton::clicked, this, &KeyboardDialog::addKey);
    connect(m_clear, &QPushButton::clicked, this, [this] { setKeys(currentCommand(), {}); });
    connect(m_reset, &QPushButton::clicked, this, &KeyboardDialog::resetCommand);
    connect(importButton, &QPushButton::clicked, this, [this] {
        askForFile(QFileDialog::AcceptOpen, [this](const QString &path) { tell(importFrom(path)); });
    });
    connect(exportButton, &QPushButton::clicked, this, [this] {
        askForFile(QFileDialog::AcceptSave, [this](const QString &path) { tell(exportTo(path)); });
    });
    return editor;
}

void KeyboardDialog::askForFile(int mode, const std::function<void(const QString &path)> &chosen)
{
    auto *dialog = new QFileDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(static_cast<QFileDialog::AcceptMode>(mode));
    dialog->setNameFilter(tr("Keyboard schemes (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, chosen);
    dialog->open();
}

void KeyboardDialog::fill()
{
    m_scheme->setCurrentIndex(m_scheme->findData(m_settings.value(keys::keyboardScheme())));
    const Shortcuts mine = own();
    QMultiHash<QString, QString> collides; // the other's name by the command's id
    const QList<ShortcutConflict> conflicts = m_commands.conflicts();
    for (const ShortcutConflict &conflict : conflicts) {
        for (const auto &[one, other] :
             {std::pair(conflict.first, conflict.second), std::pair(conflict.second, conflict.first)}) {
            if (const UserCommand *command = m_commands.find(other))
                collides.insert(one, CommandRegistry::plainText(*command));
        }
    }
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_table->topLevelItem(row);
        const QString id = item->data(CommandColumn, idRole).toString();
        item->setText(KeysColumn, shown(m_commands.action(id)->shortcuts()));
        QString note = mine.contains(id) ? tr("yours") : QString();
        if (collides.contains(id))
            note = tr("collides with %1").arg(QStringList(collides.values(id)).join(QStringLiteral(", ")));
        item->setText(NoteColumn, note);
        QFont font = item->font(NoteColumn);
        font.setBold(collides.contains(id));
        item->setFont(NoteColumn, font);
    }
    filter();
    follow();
}

void KeyboardDialog::filter()
{
    const QString words = m_search->text().trimmed();
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_table->topLevelItem(row);
        const QString all = item->text(CommandColumn) + QLatin1Char(' ') + item->text(KeysColumn) +
                            QLatin1Char(' ') + item->text(NoteColumn);
        item->setHidden(!words.isEmpty() && !all.contains(words, Qt::CaseInsensitive));
    }
}

QString KeyboardDialog::currentCommand() const
{
    const QTreeWidgetItem *item = m_table->currentItem();
    return item ? item->data(CommandColumn, idRole).toString() : QString();
}

void KeyboardDialog::follow()
{
    const QString command = currentCommand();
    m_clear->setEnabled(!command.isEmpty() && !m_commands.action(command)->shortcuts().isEmpty());
    m_reset->setEnabled(own().contains(command));
    showConflicts();
}

// Before the key is given: who has it now, and will lose it.
void KeyboardDialog::showConflicts()
{
    const QKeySequence key = m_key->keySequence();
    const QString command = currentCommand();
    m_add->setEnabled(!key.isEmpty() && !command.isEmpty());
    QStringList owners;
    for (const UserCommand &other : m_commands.commands()) {
        const QList<QKeySequence> keys = m_commands.action(other.id)->shortcuts();
        for (const QKeySequence &taken : keys) {
            const bool collides =
                taken.matches(key) != QKeySequence::NoMatch || key.matches(taken) != QKeySequence::NoMatch;
            if (!key.isEmpty() && other.id != command && collides)
                owners.append(QStringLiteral("%1 (%2)").arg(CommandRegistry::plainText(other),
                                                            taken.toString(QKeySequence::NativeText)));
        }
    }
    m_taken->setText(
        owners.isEmpty()
            ? (command.isEmpty() ? tr("Choose a command, then press keys in the field below.") : QString())
            : tr("Taken: %1. The key goes to the command that you chose.")
                  .arg(owners.join(QStringLiteral(", "))));
}

Shortcuts KeyboardDialog::own() const
{
    return shortcutsOfSetting(m_settings.value(keys::keyboardShortcuts()));
}

void KeyboardDialog::addKey()
{
    const QString command = currentCommand();
    const QKeySequence key = m_key->keySequence();
    if (command.isEmpty() || key.isEmpty())
        return;
    QList<QKeySequence> keys = m_commands.action(command)->shortcuts();
    if (!keys.contains(key))
        keys.prepend(key); // menus show the first
    m_key->clear();
    Shortcuts mine = own();
    // Another one of the user's own would keep it: two of one strength.
    for (auto entry = mine.begin(); entry != mine.end(); ++entry) {
        if (entry.key() != command)
            entry->removeAll(key);
    }
    mine.insert(command, keys);
    tell(m_settings.setValue(keys::keyboardShortcuts(), settingOfShortcuts(mine)));
}

void KeyboardDialog::setKeys(const QString &command, const QList<QKeySequence> &keys)
{
    if (command.isEmpty())
        return;
    Shortcuts mine = own();
    mine.insert(command, keys);
    tell(m_settings.setValue(keys::keyboardShortcuts(), settingOfShortcuts(mine)));
}

void KeyboardDialog::resetCommand()
{
    Shortcuts mine = own();
    mine.remove(currentCommand());
    tell(m_settings.setValue(keys::keyboardShortcuts(), settingOfShortcuts(mine)));
}

void KeyboardDialog::tell(const Result<void> &result)
{
    m_problem->setVisible(!result);
    m_problem->setText(result ? QString() : wholeCoreText(result.error()));
}

Result<void> KeyboardDialog::exportTo(const QString &path) const
{
    KeyboardScheme scheme;
    scheme.name = QStringLiteral("Gatewright");
    for (const UserCommand &command : m_commands.commands())
        scheme.shortcuts.insert(command.id, m_commands.action(command.id)->shortcuts());
    if (const Result<void> written = writeWhole(path, keyboardSchemeBytes(scheme)); !written)
        return makeError(ErrorCode::Io, tr("The keys were not written; choose another place."),
                         written.error().detail, path);
    return {};
}

Result<void> KeyboardDialog::importFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, tr("The file cannot be read."), file.errorString(), path);
    Result<KeyboardScheme> scheme = parseKeyboardScheme(file.read(qint64(2) << 20));
    if (!scheme) {
        scheme.error().place = path;
        return tl::unexpected<Error>(scheme.error());
    }
    Shortcuts mine;
    for (auto entry = scheme->shortcuts.constBegin(); entry != scheme->shortcuts.constEnd(); ++entry) {
        // Commands that this version does not have are left out; so are those that have these keys anyway.
        const UserCommand *command = m_commands.find(entry.key());
        if (command && command->shortcuts != *entry)
            mine.insert(entry.key(), *entry);
    }
    GW_CHECK(m_settings.setValue(keys::keyboardScheme(), QStringLiteral("gatewright")));
    return m_settings.setValue(keys::keyboardShortcuts(), settingOfShortcuts(mine));
}

} // namespace gatewright
