// SPDX-License-Identifier: Apache-2.0
#include "core/project/project_template.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QTemporaryDir>

using namespace gatewright;

class TestProjectTemplate : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString source() const { return m_folder->filePath(QStringLiteral("template")); }
    QString target() const { return m_folder->filePath(QStringLiteral("new/project")); }

    void describe(const QByteArray &files) const
    {
        test::writeFile(
            source() + QLatin1String("/template.json"),
            "{\"format\": 1, \"name\": \"T\", \"variable\": {\"name\": \"NAME\", \"label\": \"Name\", "
            "\"default\": \"k\","
            " \"pattern\": \"^[a-z]+$\"}, \"files\": " +
                files + "}");
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void namesAreFilledIn()
    {
        describe("[{\"from\": \"a.h\", \"to\": \"{{NAME}}.h\"}, {\"from\": \"a.cpp\", \"to\": "
                 "\"src/{{NAME}}.cpp\", \"open\": true}]");
        test::writeFile(source() + QLatin1String("/a.h"), "#ifndef {{NAME_UPPER}}_H\n");
        test::writeFile(source() + QLatin1String("/a.cpp"), "void {{NAME}}() {}\r\n");
        const auto read1 = readTemplate(source());
        GW_VERIFY_RESULT(read1);
        const auto created = createFromTemplate(*read1, QStringLiteral("fir"), target());
        GW_VERIFY_RESULT(created);
        QCOMPARE(created->all.size(), 2);
        QCOMPARE(created->toOpen, QStringList{target() + QLatin1String("/src/fir.cpp")});
        QCOMPARE(test::readFile(target() + QLatin1String("/fir.h")), QByteArray("#ifndef FIR_H\n"));
        QCOMPARE(test::readFile(target() + QLatin1String("/src/fir.cpp")), QByteArray("void fir() {}\r\n"));
    }

    void nothingIsOverwrittenAndNothingIsLeftBehind()
    {
        describe("[{\"from\": \"a\", \"to\": \"one\"}, {\"from\": \"a\", \"to\": \"two\"}]");
        test::writeFile(source() + QLatin1String("/a"), "new");
        test::writeFile(target() + QLatin1String("/two"), "old");
        GW_VERIFY_ERROR(createFromTemplate(*readTemplate(source()), QStringLiteral("x"), target()),
                        ErrorCode::InvalidInput);
        QCOMPARE(test::readFile(target() + QLatin1String("/two")), QByteArray("old"));
        QVERIFY(!QFile::exists(target() + QLatin1String("/one")));
    }

    void anErrorHalfWayRemovesWhatWasWritten()
    {
        describe("[{\"from\": \"a\", \"to\": \"one\"}, {\"from\": \"missing\", \"to\": \"two\"}]");
        test::writeFile(source() + QLatin1String("/a"), "new");
        GW_VERIFY_ERROR(createFromTemplate(*readTemplate(source()), QStringLiteral("x"), target()),
                        ErrorCode::Io);
        QVERIFY(!QFile::exists(target() + QLatin1String("/one")));
    }

    void aFolderThatCannotBeWrittenIsReported()
    {
        describe("[{\"from\": \"a\", \"to\": \"one\"}]");
        test::writeFile(source() + QLatin1String("/a"), "new");
        GW_VERIFY_ERROR(
            createFromTemplate(*readTemplate(source()), QStringLiteral("x"), QStringLiteral("/proc/nowhere")),
            ErrorCode::Io);
    }

    void valuesMustFitThePattern_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("empty") << QString();
        QTest::newRow("path") << QStringLiteral("../x");
        QTest::newRow("capital") << QStringLiteral("Fir");
    }

    void valuesMustFitThePattern()
    {
        QFETCH(QString, value);
        describe("[{\"from\": \"a\", \"to\": \"{{NAME}}\"}]");
        test::writeFile(source() + QLatin1String("/a"), "new");
        GW_VERIFY_ERROR(createFromTemplate(*readTemplate(source()), value, target()),
                        ErrorCode::InvalidInput);
    }

    void malformedTemplatesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *json, ErrorCode code = ErrorCode::Corrupt) {
            QTest::newRow(name) << QByteArray(json) << int(code);
        };
        row("empty", "");
        row("list", "[]");
        row("no format", "{\"name\": \"T\"}", ErrorCode::Unsupported);
        row("newer format", "{\"format\": 2}", ErrorCode::Unsupported);
        row("no name", "{\"format\": 1, \"files\": [{\"from\": \"a\", \"to\": \"b\"}]}");
        row("no files", "{\"format\": 1, \"name\": \"T\"}");
        row("absolute source",
            "{\"format\": 1, \"name\": \"T\", \"files\": [{\"from\": \"/etc/passwd\", \"to\": \"b\"}]}");
        row("source above",
            "{\"format\": 1, \"name\": \"T\", \"files\": [{\"from\": \"x/../../a\", \"to\": \"b\"}]}");
        row("target above",
            "{\"format\": 1, \"name\": \"T\", \"files\": [{\"from\": \"a\", \"to\": \"../b\"}]}");
        row("bad pattern", "{\"format\": 1, \"name\": \"T\", \"variable\": {\"pattern\": \"[\"}, "
                           "\"files\": [{\"from\": \"a\", \"to\": \"b\"}]}");
    }

    void malformedTemplatesAreRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, code);
        test::writeFile(source() + QLatin1String("/template.json"), json);
        GW_VERIFY_ERROR(readTemplate(source()), static_cast<ErrorCode>(code));
    }

    void theCatalogGoesOnPastABrokenTemplate()
    {
        test::writeFile(m_folder->filePath(QStringLiteral("all/broken/template.json")), "{");
        test::writeFile(m_folder->filePath(QStringLiteral("all/good/template.json")),
                        "{\"format\": 1, \"name\": \"T\", \"files\": [{\"from\": \"a\", \"to\": \"b\"}]}");
        const TemplateCatalog catalog = readTemplates(m_folder->filePath(QStringLiteral("all")));
        QCOMPARE(catalog.templates.size(), std::size_t(1));
        QCOMPARE(catalog.templates.front().id, QStringLiteral("good"));
        QCOMPARE(catalog.problems.size(), std::size_t(1));
    }

    // What users get: each shipped template makes files without an unfilled place.
    void shippedTemplatesWork()
    {
        const TemplateCatalog catalog =
            readTemplates(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/templates"));
        QVERIFY(catalog.problems.empty());
        QCOMPARE(catalog.templates.size(), std::size_t(2));
        for (const ProjectTemplate &shipped : catalog.templates) {
            const auto created = createFromTemplate(shipped, shipped.defaultValue, target() + shipped.id);
            GW_VERIFY_RESULT(created);
            QVERIFY(!created->toOpen.isEmpty());
            for (const QString &path : created->all)
                QVERIFY2(!test::readFile(path).contains("{{"), qPrintable(path));
        }
    }
};

QTEST_GUILESS_MAIN(TestProjectTemplate)
#include "tst_project_template.moc"
