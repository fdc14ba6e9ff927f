// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/diagnostic_report.h"

#include "core/text/scrub.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <QSysInfo>
#include <QThread>

namespace gatewright {

namespace {

constexpr qint64 largestRead = 1024 * 1024;
constexpr qsizetype lastWords = 16 * 1024; // of a program's messages

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(largestRead) : QByteArray();
}

// The value of the first line of /proc/cpuinfo and the like that begins with `name`.
QString valueIn(const QByteArray &lines, const char *name)
{
    for (const QByteArray &line : lines.split('\n')) {
        if (line.startsWith(name))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).simplified();
    }
    return QStringLiteral("unknown");
}

// Of the instructions that kernels are chosen by.
QString instructions(const QByteArray &cpu)
{
    const QStringList all = valueIn(cpu, "flags").split(QLatin1Char(' '));
    QStringList found;
    for (const QString &name :
         {QStringLiteral("avx2"), QStringLiteral("fma"), QStringLiteral("avx_vnni"),
          QStringLiteral("avx512f"), QStringLiteral("avx512_vnni"), QStringLiteral("amx_int8")}) {
        if (all.contains(name))
            found.append(name);
    }
    return found.isEmpty() ? QStringLiteral("none of those that kernels are made for")
                           : found.join(QLatin1Char(' '));
}

QString machineSection()
{
    const QByteArray cpu = contents(QStringLiteral("/proc/cpuinfo"));
    const QByteArray memory = contents(QStringLiteral("/proc/meminfo"));
    const QStringList lines{
        QStringLiteral("- system: %1, kernel %2")
            .arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion()),
        QStringLiteral("- processor: %1, %2 threads (%3)")
            .arg(valueIn(cpu, "model name"))
            .arg(QThread::idealThreadCount())
            .arg(instructions(cpu)),
        QStringLiteral("- memory: %1, of which %2 are free")
            .arg(valueIn(memory, "MemTotal"), valueIn(memory, "MemAvailable")),
        QStringLiteral("- Qt: %1, language %2").arg(QLatin1String(qVersion()), QLocale().name())};
    return lines.join(QLatin1Char('\n'));
}

// Lists of what was opened are left out.
QString settingsSection(const QString &path)
{
    QJsonObject json = QJsonDocument::fromJson(contents(path)).object();
    json.remove(QLatin1String("session"));
    for (const QString &group : json.keys()) {
        QJsonObject object = json.value(group).toObject();
        for (const QString &key : object.keys()) {
            if (key.startsWith(QLatin1String("recent")))
                object.remove(key);
        }
        if (!object.isEmpty())
            json.insert(group, object);
    }
    return QStringLiteral("```json\n%1```").arg(QString::fromUtf8(QJsonDocument(json).toJson()));
}

QString programSection(const ProgramFacts &program)
{
    QString text = QStringLiteral("## %1\n\n- state: %2\n").arg(program.name, program.state);
    if (!program.problem.isEmpty())
        text += QStringLiteral("- problem: %1\n").arg(program.problem);
    // A fence that nothing within can close.
    QString words = QString::fromUtf8(program.messages.right(lastWords));
    words.replace(QLatin1String("~~~~"), QLatin1String("~~~ "));
    if (!words.isEmpty())
        text += QStringLiteral("\n~~~~\n%1\n~~~~\n").arg(words.trimmed());
    return text;
}

QString replaceWord(QString text, const QString &word, const QString &with)
{
    if (word.size() < 3 || word == QLatin1String("root") || word == QLatin1String("localhost"))
        return text; // says nothing, and is a part of too much
    const QRegularExpression whole(
        QStringLiteral("(?<![A-Za-z0-9_])%1(?![A-Za-z0-9_])").arg(QRegularExpression::escape(word)));
    return text.replace(whole, with);
}

QString replaceFolder(QString text, const QString &folder, const QString &with)
{
    const QString place = QDir::cleanPath(folder);
    if (folder.isEmpty() || place == QLatin1String("/"))
        return text;
    const QRegularExpression whole(
        QStringLiteral("%1(?![A-Za-z0-9_.-])").arg(QRegularExpression::escape(place)));
    return text.replace(whole, with);
}

} // namespace

PersonalNames personalNames(const QString &workspace)
{
    return {QDir::homePath(), QString::fromLocal8Bit(qgetenv("USER")), QSysInfo::machineHostName(),
            workspace};
}

QString withoutTraces(const QString &text, const PersonalNames &names)
{
    QString clean = replaceFolder(text, names.workspace, QStringLiteral("<project>"));
    clean = replaceFolder(clean, names.home, QStringLiteral("~"));
    clean = scrub(clean);
    // Addresses of people, before a name in one is taken out.
    static const QRegularExpression mail(
        QStringLiteral("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,5}"));
    clean.replace(mail, QStringLiteral("<address>"));
    clean = replaceWord(clean, names.user, QStringLiteral("<user>"));
    return replaceWord(clean, names.host, QStringLiteral("<computer>"));
}

QString diagnosticReport(const DiagnosticFacts &facts)
{
    QStringList parts{
        QStringLiteral("# Gatewright %1: diagnostic report").arg(facts.version),
        QStringLiteral("Nothing was sent anywhere. Read this text, take out what nobody should see, save it "
                       "and pass it on yourself. Secrets, names and folders of yours were taken out; it "
                       "holds nothing of what you edit."),
        QStringLiteral("## Machine\n\n") + machineSection(),
        QStringLiteral("## Window\n\n- ") + facts.facts.join(QStringLiteral("\n- ")),
        QStringLiteral("## Settings that differ from the defaults\n\n") + settingsSection(facts.settingsFile),
        QStringLiteral("## Network\n\n- connections in the log: %1")
            .arg(contents(facts.connectionLog).count('\n'))};
    for (const ProgramFacts &program : facts.programs)
        parts.append(programSection(program));
    return withoutTraces(parts.join(QStringLiteral("\n\n")) + QLatin1Char('\n'),
                         personalNames(facts.workspace));
}

} // namespace gatewright
