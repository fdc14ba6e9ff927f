// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settings_dialog.h"

#include "core/settings/keys.h"
#include "ui/dialogs/setting_texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
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
    , m_search(new QLineEdit(this))
    , m_groups(new QListWidget(this))
    , m_problem(new QLabel(this))
    , m_nothing(new QLabel(tr("No setting fits."), this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_groups->setAccessibleName(tr("Groups of settings"));
    m_groups->setMaximumWidth(160);
    m_groups->setFrameShape(QFrame::NoFrame);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 8, 16, 16);
    column->setSpacing(8);
    QString group;
    for (const SettingDescriptor *descriptor : keys::allSettings()) {
        if (!isShownSetting(descriptor->name))
            continue;
        if (groupOf(*descriptor) != group) {
            group = groupOf(*descriptor);
            addGroup(group, *column);
        }
        addRow(*descriptor, *column);
    }
    column->addWidget(m_nothing);
    column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(page);

    auto *body = new QHBoxLayout;
    body->setSpacing(8);
    body->addWidget(m_groups);
    body->addWidget(scroll, 1);
    auto *frame = new QVBoxLayout(this);
    frame->setContentsMargins(16, 16, 16, 16);
    frame->setSpacing(8);
    frame->addWidget(m_search);
    frame->addWidget(m_problem);
    frame->addLayout(body, 1);
    resize(720, 520);

    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::filter);
    connect(m_groups, &QListWidget::currentRowChanged, this, [this, scroll](int row) {
        if (row < 0)
            return;
        const QWidget *heading = m_headings.value(m_groups->item(row)->data(Qt::UserRole).toString());
        scroll->verticalScrollBar()->setValue(heading->y());
    });
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
    column.addWidget(row);
    m_rows.append(
        {descriptor.name, groupOf(descriptor), text.title + QLatin1Char(' ') + text.explanation, row});
}

QWidget *SettingsDialog::makeEditor(const SettingDescriptor &descriptor)
{
    const QJsonValue value = m_settings.jsonValue(descriptor);
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
    const Result<void> stored = m_settings.setJsonValue(descriptor, value);
    m_problem->setVisible(!stored);
    if (!stored)
        m_problem->setText(stored.error().message);
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
