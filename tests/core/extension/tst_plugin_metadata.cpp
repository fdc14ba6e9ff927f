// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_metadata.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace gatewright;

class TestPluginMetadata : public QObject
{
    Q_OBJECT

    static QJsonObject good()
    {
        return {{QStringLiteral("id"), QStringLiteral("language-hls")},
                {QStringLiteral("name"), QStringLiteral("HLS")},
                {QStringLiteral("version"), QStringLiteral("1.2.3")},
                {QStringLiteral("apiVersion"), pluginApiVersion},
                {QStringLiteral("licence"), QStringLiteral("Apache-2.0")}};
    }

private Q_SLOTS:
    void aCompleteDescriptionIsRead()
    {
        QJsonObject json = good();
        json[QLatin1String("dependencies")] =
            QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("other")},
                                   {QStringLiteral("version"), QStringLiteral("2.0")}}};
        const auto metadata = PluginMetadata::fromJson(json);
        GW_VERIFY_RESULT(metadata);
        QCOMPARE(metadata->id, QStringLiteral("language-hls"));
        QCOMPARE(metadata->version, QVersionNumber(1, 2, 3));
        QCOMPARE(metadata->dependencies.size(), std::size_t(1));
        QCOMPARE(metadata->dependencies.front().minimumVersion, QVersionNumber(2, 0));
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *field, const QJsonValue &value,
                            ErrorCode code = ErrorCode::Corrupt) {
            QTest::newRow(name) << QString::fromLatin1(field) << value << int(code);
        };
        row("no id", "id", QJsonValue::Undefined);
        row("id with a slash", "id", QStringLiteral("../etc"));
        row("id in capitals", "id", QStringLiteral("HLS"));
        row("id with a line end", "id", QStringLiteral("hls\n"));
        row("id is a number", "id", 7);
        row("no name", "name", QJsonValue::Undefined);
        row("no version", "version", QJsonValue::Undefined);
        row("version in words", "version", QStringLiteral("newest"));
        row("no licence", "licence", QStringLiteral(""));
        row("no API version", "apiVersion", QJsonValue::Undefined);
        row("API version in words", "apiVersion", QStringLiteral("1"));
        row("newer API", "apiVersion", pluginApiVersion + 1, ErrorCode::Unsupported);
        row("dependencies not a list", "dependencies", QStringLiteral("base"));
        row("dependency not an object", "dependencies", QJsonArray{1});
        row("dependency without id", "dependencies", QJsonArray{QJsonObject()});
        row("dependency with a bad version", "dependencies",
            QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("other")},
                                   {QStringLiteral("version"), QStringLiteral("x")}}});
    }

    void faultsAreNamed()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(int, code);
        QJsonObject json = good();
        if (value.isUndefined())
            json.remove(field);
        else
            json[field] = value;
        const auto metadata = PluginMetadata::fromJson(json);
        GW_VERIFY_ERROR(metadata, static_cast<ErrorCode>(code));
    }

    void filesThatAreNoPluginsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("not a library");
        QTest::newRow("an ELF header and nothing") << QByteArray("\x7f"
                                                                 "ELF\x02\x01\x01",
                                                                 7);
    }

    void filesThatAreNoPluginsAreRefused()
    {
        QFETCH(QByteArray, contents);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("x.so")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
        file.close();
        GW_VERIFY_ERROR(readPluginMetadata(file.fileName()), ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestPluginMetadata)
#include "tst_plugin_metadata.moc"
