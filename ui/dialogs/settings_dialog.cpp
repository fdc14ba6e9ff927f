// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settings_dialog.h"

#include "core/settings/keys.h"
#include "ui/bridge/core_texts.h"
#include "ui/dialogs/setting_texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

QString groupOf(const SettingDescriptor &descriptor)
{
    const QString group = descriptor.name.section(QLatin1Char('.'), 0, 0);
    // What is kept and what is made of it stand together.
    return group == QLatin1String("learning") ? QStringLiteral("store") : group;
}

} // namespace

SettingsDialog::SettingsDialog(Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_scopes(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_scroll(new QScrollArea(this))
    , m_groups(new QListWidget(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_scopes->setObjectName(QStringLiteral("settingsScope"));
    m_scopes->setAccessibleName(tr("Whose settings"));
    m_scopes->addItem(tr("For everything"));
    m_scopes->addItem(tr("For this folder"));
    m_scopes->setToolTip(tr("A folder may say how its own files are treated, once you trust it."));
    m_scopes->setVisible(settings.hasProject());
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_groups->setAccessibleName(tr("Groups of settings"));
    m_groups->setFrameShape(QFrame::NoFrame);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    build();

    auto *body = new QHBoxLayout;
    body->setSpacing(8);
    body->addWidget(m_groups);
    body->addWidget(m_scroll, 1);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_search, 1);
    top->addWidget(m_scopes);
    auto *frame = new QVBoxLayout(this);
    frame->setContentsMargins(16, 16, 16, 16);
    frame->setSpacing(8);
    frame->addLayout(top);
    frame->addWidget(m_problem);
    frame->addLayout(body, 1);
    resize(720, 520);
    m_search->setFocus();

    connect(m_scopes, &QComboBox::activated, this,
            [this](int index) { setScope(index == 0 ? Scope::User : Scope::Project); });
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::filter);
    connect(m_groups, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row < 0)
            return;
        const QWidget *heading = m_headings.value(m_groups->item(row)->data(Qt::UserRole).toString());
        m_scroll->verticalScrollBar()->setValue(heading->y());
    });
}

void SettingsDialog::setScope(Scope scope)
{
    m_scope = scope == Scope::Project && m_settings.hasProject() ? Scope::Project : Scope::User;
    m_scopes->setCurrentIndex(m_scope == Scope::User ? 0 : 1);
    build();
    filter();
}

void SettingsDialog::build()
{
    m_groups->clear();
    m_rows.clear();
    m_headings.clear();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 8, 16, 16);
    column->setSpacing(8);
    QString group;
    for (const SettingDescriptor *descriptor : keys::allSettings()) {
        if (!isShownSetting(descriptor->name) || (m_scope == Scope::Project && !descriptor->perProject))
            continue;
        if (groupOf(*descriptor) != group) {
            group = groupOf(*descriptor);
            addGroup(group, *column);
        }
        addRow(*descriptor, *column);
    }
    m_nothing = new QLabel(tr("No setting fits."));
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();
    column->addWidget(m_nothing);
    column->addStretch();
    m_scroll->setWidget(page);
    // What stands at the right, the controls, is never cut off, however long the words of a language are.
    m_scroll->setMinimumWidth(page->minimumSizeHint().width() +
                              style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_scroll));
    m_groups->setFixedWidth(m_groups->sizeHintForColumn(0) + 2 * m_groups->frameWidth() + 16);
}

// Where the folder says nothing, the user's value stands there until it is changed.
QJsonValue SettingsDialog::shownValue(const SettingDescriptor &descriptor) const
{
    const QJsonValue project = m_settings.projectValue(descriptor);
    if (m_scope == Scope::User)
        return m_settings.userValue(descriptor);
    if (!project.isUndefined())
        return project;
    return descriptor.kind == SettingDescriptor::Kind::TextList ? QJsonValue(QJsonArray())
                                                                : m_settings.userValue(descriptor);
}

void SettingsDialog::addGroup(const QString &group, QVBoxLayout &column)
{
    auto *heading = new QLabel(settingGroupText(group));
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setContentsMargins(0, m_headings.isEmpty() ? 0 : 8, 0, 0);
    column.addWidget(heading);
    m_headings.insert(group, heading);
    auto *item = new QListWidgetItem(settingGroupText(group), m_groups);
    item->setData(Qt::UserRole, group);
}

void SettingsDialog::addRow(const SettingDescriptor &descriptor, QVBoxLayout &column)
{
    const SettingText text = settingText(descriptor.name);
    auto *row = new QWidget;
    row->setObjectName(descriptor.name);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(16);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *title = new QLabel(text.title);
    title->setWordWrap(true);
    words->addWidget(title);
    if (!text.explanation.isEmpty()) {
        auto *explanation = new QLabel(text.explanation);
        explanation->setWordWrap(true);
        explanation->setForegroundRole(QPalette::PlaceholderText);
        words->addWidget(explanation);
    }
    QWidget *editor = makeEditor(descriptor);
    editor->setAccessibleName(text.title);
    editor->setAccessibleDescription(text.explanation);
    title->setBuddy(editor);
    line->addLayout(words, 1);
    line->addWidget(editor, 0, Qt::AlignTop);
    if (m_scope == Scope::User && m_settings.isFromProject(descriptor)) {
        auto *note = new QLabel(descriptor.kind == SettingDescriptor::Kind::TextList
                                    ? tr("This folder adds to it.")
                                    : tr("This folder says otherwise."));
        note->setWordWrap(true);
        note->setForegroundRole(QPalette::PlaceholderText);
        words->addWidget(note);
    }
    if (m_scope == Scope::Project && m_settings.isFromProject(descriptor)) {
        auto *reset = new QToolButton;
        reset->setText(tr("As Mine"));
        reset->setToolTip(tr("The folder says nothing about it any more."));
        reset->setAutoRaise(true);
        line->addWidget(reset, 0, Qt::AlignTop);
        connect(reset, &QToolButton::clicked, this, [this, &descriptor] {
            store(descriptor, QJsonValue::Undefined);
            // Later: the button goes with its page.
            QMetaObject::invokeMethod(this, [this] { setScope(m_scope); }, Qt::QueuedConnection);
        });
    }
    column.addWidget(row);
    m_rows.append(
        {descriptor.name, groupOf(descriptor), text.title + QLatin1Char(' ') + text.explanation, row});
}

QWidget *SettingsDialog::makeEditor(const SettingDescriptor &descriptor)
{
    const QJsonValue value = shownValue(descriptor);
    constexpr int fieldWidth = 200;
    switch (descriptor.kind) {
    case SettingDescriptor::Kind::Boolean: {
        auto *box = new QCheckBox;
        box->setChecked(value.toBool());
        connect(box, &QCheckBox::toggled, this, [this, &descriptor](bool on) { store(descriptor, on); });
        return box;
    }
    case SettingDescriptor::Kind::Integer: {
        auto *box = new QSpinBox;
        box->setRange(descriptor.minimum, descriptor.maximum);
        box->setValue(value.toInt());
        connect(box, &QSpinBox::valueChanged, this,
                [this, &descriptor](int number) { store(descriptor, number); });
        return box;
    }
    case SettingDescriptor::Kind::Choice: {
        auto *box = new QComboBox;
        for (const QString &choice : descriptor.choices)
            box->addItem(settingChoiceText(descriptor.name, choice), choice);
        box->setCurrentIndex(static_cast<int>(descriptor.choices.indexOf(value.toString())));
        connect(box, &QComboBox::currentIndexChanged, this,
                [this, &descriptor, box] { store(descriptor, box->currentData().toString()); });
        return box;
    }
    case SettingDescriptor::Kind::Text: {
        auto *field = new QLineEdit(value.toString());
        field->setFixedWidth(fieldWidth);
        connect(field, &QLineEdit::editingFinished, this,
                [this, &descriptor, field] { store(descriptor, field->text()); });
        return field;
    }
    case SettingDescriptor::Kind::TextList:
        break;
    }
    QStringList entries;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array)
        entries.append(entry.toString());
    auto *field = new QLineEdit(entries.join(QStringLiteral(", ")));
    field->setFixedWidth(fieldWidth);
    connect(field, &QLineEdit::editingFinished, this, [this, &descriptor, field] {
        QJsonArray list;
        const QStringList parts = field->text().split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const QString &part : parts)
            list.append(part.trimmed());
        store(descriptor, list);
    });
    return field;
}

void SettingsDialog::store(const SettingDescriptor &descriptor, const QJsonValue &value)
{
    const Result<void> stored = m_scope == Scope::Project ? m_settings.setProjectValue(descriptor, value)
                                                          : m_settings.setJsonValue(descriptor, value);
    m_problem->setVisible(!stored);
    if (!stored)
        m_problem->setText(coreText(stored.error()));
}

void SettingsDialog::filter()
{
    const QStringList words = m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QHash<QString, bool> shownGroups;
    for (const Row &row : std::as_const(m_rows)) {
        const bool fits = std::all_of(words.begin(), words.end(), [&](const QString &word) {
            return row.words.contains(word, Qt::CaseInsensitive) ||
                   row.name.contains(word, Qt::CaseInsensitive);
        });
        row.widget->setVisible(fits);
        shownGroups[row.group] = shownGroups.value(row.group) || fits;
    }
    for (auto heading = m_headings.begin(); heading != m_headings.end(); ++heading)
        heading.value()->setVisible(shownGroups.value(heading.key()));
    m_nothing->setVisible(
        std::none_of(shownGroups.begin(), shownGroups.end(), [](bool shown) { return shown; }));
}

} // namespace gatewright
