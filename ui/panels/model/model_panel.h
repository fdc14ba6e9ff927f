// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/model_library.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QComboBox;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace gatewright {

struct ModelFact;

// The models of this computer to the left, what is known of the chosen one to the right, and below that what
// can be done with it. While the engine loads one a bar says how far it is.
class ModelPanel : public QWidget
{
    Q_OBJECT

public:
    // `library` outlives the panel.
    ModelPanel(ModelLibrary &library, const IconProvider &icons, const Theme &theme,
               QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // Shown above the list, and where there is none in its place.
    void setImportActions(QAction *file, QAction *folder);
    // The value of the setting model.device.
    void setDevice(const QString &device);
    void select(const QString &path);
    [[nodiscard]] const ModelLibrary &library() const { return m_library; }
    // Nothing while the list is empty.
    [[nodiscard]] const ModelListed *current() const;

Q_SIGNALS:
    void useRequested(const gatewright::ModelListed &model);
    void unloadRequested();
    void deviceChosen(const QString &device);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildList();
    QWidget *buildDetails();
    QWidget *buildEmptyPage();
    void showLibrary();
    void fillList();
    void showModel();
    void showFacts(const std::vector<ModelFact> &facts);
    void showEngine();

    ModelLibrary &m_library;
    const IconProvider &m_icons;
    Theme m_theme;
    QStackedWidget *m_pages;
    QLabel *m_emptyText = nullptr;
    QWidget *m_emptyButtons = nullptr;
    QWidget *m_bar = nullptr; // of buttons, above the list
    QComboBox *m_device = nullptr;
    QTreeWidget *m_list = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_state = nullptr;
    QGridLayout *m_facts = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_use = nullptr;
    QPushButton *m_unload = nullptr;
};

} // namespace gatewright
