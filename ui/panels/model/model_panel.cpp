// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/model/model_panel.h"

#include "ui/bridge/core_texts.h"
#include "ui/panels/model/model_facts.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

using completion::EngineState;

namespace {

constexpr int pathRole = Qt::UserRole;

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QToolButton *buttonFor(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

ModelPanel::ModelPanel(ModelLibrary &library, const IconProvider &icons, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_icons(icons)
    , m_theme(theme)
    , m_pages(new QStackedWidget(this))
{
    auto *both = new QSplitter(m_pages);
    both->addWidget(buildList());
    both->addWidget(buildDetails());
    both->setStretchFactor(0, 2);
    both->setStretchFactor(1, 3);
    both->setChildrenCollapsible(false);
    m_pages->addWidget(buildEmptyPage());
    m_pages->addWidget(both);
    setFocusProxy(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    connect(&library, &ModelLibrary::changed, this, &ModelPanel::showLibrary);
    showLibrary();
}

QWidget *ModelPanel::buildEmptyPage()
{
    auto *page = new QWidget(m_pages);
    m_emptyText = plainLabel(page);
    m_emptyText->setAlignment(Qt::AlignHCenter);
    m_emptyText->setWordWrap(true);
    m_emptyText->setForegroundRole(QPalette::PlaceholderText);
    m_emptyButtons = new QWidget(page);
    auto *row = new QHBoxLayout(m_emptyButtons);
    row->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(m_emptyText);
    column->addWidget(m_emptyButtons, 0, Qt::AlignHCenter);
    column->addStretch(2);
    return page;
}

QWidget *ModelPanel::buildList()
{
    auto *page = new QWidget(m_pages);
    m_bar = new QWidget(page);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(4, 4, 4, 0);
    row->setSpacing(4);
    row->addStretch(1);
    m_device = new QComboBox(m_bar);
    m_device->setObjectName(QStringLiteral("modelDevice"));
    m_device->setAccessibleName(tr("What the model runs on"));
    m_device->setToolTip(m_device->accessibleName());
    m_device->addItem(tr("Automatic"), QStringLiteral("auto"));
    m_device->addItem(tr("Processor"), QStringLiteral("cpu"));
    m_device->addItem(tr("NVIDIA GPU"), QStringLiteral("cuda"));
    connect(m_device, &QComboBox::activated, this,
            [this](int index) { Q_EMIT deviceChosen(m_device->itemData(index).toString()); });
    row->addWidget(m_device);

    m_list = new QTreeWidget(page);
    m_list->setObjectName(QStringLiteral("modelList"));
    m_list->setAccessibleName(tr("Models of this computer"));
    m_list->setHeaderLabels({tr("Model"), tr("State"), tr("Size")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ModelPanel::showModel);
    connect(m_list, &QTreeWidget::itemActivated, this, [this] {
        if (m_use->isEnabled())
            m_use->click();
    });
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_bar);
    column->addWidget(m_list, 1);
    return page;
}

QWidget *ModelPanel::buildDetails()
{
    auto *page = new QWidget;
    m_title = plainLabel(page);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_state = plainLabel(page);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_facts = new QGridLayout;
    m_facts->setHorizontalSpacing(16);
    m_facts->setVerticalSpacing(4);
    m_facts->setColumnStretch(1, 1);
    m_progress = new QProgressBar(page);
    m_progress->setObjectName(QStringLiteral("modelLoading"));
    m_progress->setAccessibleName(tr("Loading the model"));
    m_problem = plainLabel(page);
    m_problem->setObjectName(QStringLiteral("modelProblem"));
    m_problem->setWordWrap(true);
    m_use = new QPushButton(tr("&Use This Model"), page);
    m_use->setObjectName(QStringLiteral("modelUse"));
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const ModelListed *model = current())
            Q_EMIT useRequested(*model);
    });
    m_unload = new QPushButton(tr("U&nload"), page);
    m_unload->setObjectName(QStringLiteral("modelUnload"));
    m_unload->setToolTip(tr("Frees its memory; there are no suggestions until a model is used again"));
    connect(m_unload, &QPushButton::clicked, this, &ModelPanel::unloadRequested);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_state, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_use);
    buttons->addWidget(m_unload);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_progress);
    column->addWidget(m_problem);
    column->addLayout(m_facts);
    column->addLayout(buttons);
    column->addStretch(1);

    auto *scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    return scroll;
}

void ModelPanel::setImportActions(QAction *file, QAction *folder)
{
    auto *row = qobject_cast<QHBoxLayout *>(m_bar->layout());
    row->insertWidget(0, buttonFor(file, m_bar));
    row->insertWidget(1, buttonFor(folder, m_bar));
    m_emptyButtons->layout()->addWidget(buttonFor(file, m_emptyButtons));
    m_emptyButtons->layout()->addWidget(buttonFor(folder, m_emptyButtons));
}

void ModelPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showModel();
}

void ModelPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    showModel();
}

void ModelPanel::setDevice(const QString &device)
{
    m_device->setCurrentIndex(std::max(0, m_device->findData(device)));
}

const ModelListed *ModelPanel::current() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!item)
        return nullptr;
    const auto &models = m_library.models();
    const auto found = std::find_if(models.begin(), models.end(), [&](const ModelListed &model) {
        return model.path == item->data(0, pathRole).toString();
    });
    return found != models.end() ? &*found : nullptr;
}

void ModelPanel::select(const QString &path)
{
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->data(0, pathRole).toString() == path)
            m_list->setCurrentItem(m_list->topLevelItem(row));
    }
}

void ModelPanel::showLibrary()
{
    const EngineState state = m_library.engine().state;
    const bool isDown = state != EngineState::Ready && state != EngineState::Asleep &&
                        state != EngineState::LoadingModel && state != EngineState::NoModel;
    if (m_library.models().empty()) {
        m_emptyText->setText(
            isDown ? tr("The engine is not running, so models cannot be read.")
                   : tr("No model was found on this computer.\nImport a GGUF file or a Hugging Face folder, "
                        "for instance from a USB stick; nothing is loaded from a network."));
        m_emptyButtons->setVisible(!isDown);
        m_pages->setCurrentIndex(0);
        return;
    }
    m_pages->setCurrentIndex(1);
    fillList();
    showModel();
}

void ModelPanel::fillList()
{
    const ModelListed *before = current();
    QString chosen = before ? before->path : QString();
    const QSignalBlocker blocked(m_list); // the details are shown once, at the end
    m_list->clear();
    for (const ModelListed &model : m_library.models()) {
        const QString state = modelStateText(model, m_library);
        auto *item = new QTreeWidgetItem(m_list, {model.name, state, byteText(model.bytes)});
        item->setData(0, pathRole, model.path);
        item->setToolTip(0, model.path);
        item->setIcon(0, m_icons.icon(state.isEmpty() ? Symbol::File : Symbol::Model));
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        if (chosen.isEmpty() && m_library.isInUse(model))
            chosen = model.path;
    }
    select(chosen);
    if (!m_list->currentItem())
        m_list->setCurrentItem(m_list->topLevelItem(0));
}

void ModelPanel::showModel()
{
    const ModelListed *model = current();
    if (!model)
        return;
    // Looked into once, when somebody wants to know.
    if (isVisible())
        m_library.inspect(model->path);
    m_title->setText(model->name);
    const QString state = modelStateText(*model, m_library);
    QStringList words{state, model->isDefault ? tr("the default model") : QString()};
    if (!state.isEmpty())
        words.append(engineFactsText(m_library.engine()));
    words.removeAll(QString());
    m_state->setText(words.join(QStringLiteral(" · ")));
    const Result<ModelDetails> *details = m_library.details(model->path);
    showFacts(modelFacts(*model, details));
    const bool isLoaded = m_library.isInUse(*model) && m_library.engine().state == EngineState::Ready;
    const bool canBeUsed = !details || (*details && (*details)->problem.isEmpty());
    m_use->setEnabled(!isLoaded && canBeUsed && m_library.engine().state != EngineState::LoadingModel);
    m_unload->setEnabled(isLoaded);
    showEngine();
}

void ModelPanel::showFacts(const std::vector<ModelFact> &facts)
{
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const ModelFact &fact : facts) {
        const int row = m_facts->rowCount();
        QLabel *name = plainLabel(this);
        name->setText(fact.name);
        QLabel *text = plainLabel(this);
        text->setText(fact.isWarning ? QStringLiteral("⚠ ") + fact.text : fact.text);
        text->setWordWrap(true);
        text->setAccessibleName(fact.name + QLatin1Char(' ') + fact.text);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setFocusPolicy(Qt::ClickFocus);
        if (fact.isWarning) {
            QPalette palette = text->palette();
            palette.setColor(QPalette::WindowText, m_theme.editor().warning);
            text->setPalette(palette);
        }
        m_facts->addWidget(name, row, 0, Qt::AlignTop);
        m_facts->addWidget(text, row, 1);
    }
}

void ModelPanel::showEngine()
{
    const completion::EngineReport &engine = m_library.engine();
    const bool isLoading = engine.state == EngineState::LoadingModel;
    m_progress->setVisible(isLoading);
    const double loading = engine.engine.loading;
    m_progress->setRange(0, loading >= 0.0 ? 100 : 0);
    m_progress->setValue(loading >= 0.0 ? static_cast<int>(loading * 100) : 0);
    m_problem->setVisible(!isLoading && !engine.problem.isEmpty());
    m_problem->setText(coreText(engine.problem));
}

} // namespace gatewright
