// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace gatewright {

// What the window must ask the user before it can go on. Every answer comes later, through `done`; a question
// that the user gave up answers with an empty path, an empty list or Cancel. Tests answer by themselves.
class UserQuestions
{
public:
    enum class Unsaved { Save, Discard, Cancel };

    virtual ~UserQuestions() = default;

    virtual void filesToOpen(const QString &folder, std::function<void(const QStringList &paths)> done) = 0;
    virtual void folderToOpen(const QString &folder, std::function<void(const QString &path)> done) = 0;
    // `suggestion` is a path, or a file name.
    virtual void pathToSave(const QString &suggestion, std::function<void(const QString &path)> done) = 0;
    // `names` are the titles of the documents that would lose changes.
    virtual void unsavedChanges(const QStringList &names, std::function<void(Unsaved answer)> done) = 0;
};

// The dialogs of the platform, modal to `window` but never blocking the event loop.
class DialogQuestions : public UserQuestions
{
    Q_DECLARE_TR_FUNCTIONS(DialogQuestions)

public:
    explicit DialogQuestions(QWidget &window)
        : m_window(window)
    {
    }

    void filesToOpen(const QString &folder, std::function<void(const QStringList &)> done) override;
    void folderToOpen(const QString &folder, std::function<void(const QString &)> done) override;
    void pathToSave(const QString &suggestion, std::function<void(const QString &)> done) override;
    void unsavedChanges(const QStringList &names, std::function<void(Unsaved)> done) override;

private:
    [[nodiscard]] static QString sourceFilters();

    QWidget &m_window;
};

} // namespace gatewright
