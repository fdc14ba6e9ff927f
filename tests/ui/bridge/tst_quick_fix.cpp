// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/quick_fix.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/editor/code_view.h"

#include <QTest>

using namespace gatewright;

class TestQuickFix : public QObject
{
    Q_OBJECT

private:
    static constexpr std::string_view program = "#pragma HLS PIPLINE\nint a;\nint b\n";

    // "PIPLINE" of line 0 becomes "PIPELINE"; line 2 wants a semicolon.
    static std::vector<Diagnostic> findings()
    {
        Diagnostic pragma;
        pragma.range = {{0, 12}, {0, 19}};
        pragma.message = QStringLiteral("unknown pragma");
        pragma.fixes = {{QStringLiteral("Write PIPELINE"), {{{{0, 12}, {0, 19}}, "PIPELINE"}}},
                        {QStringLiteral("Remove it"), {{{{0, 0}, {1, 0}}, ""}}}};
        Diagnostic semicolon;
        semicolon.range = {{2, 4}, {2, 5}};
        semicolon.message = QStringLiteral("expected ';'");
        semicolon.fixes = {{QStringLiteral("Add ';'"), {{{{2, 5}, {2, 5}}, ";"}}}};
        Diagnostic plain;
        plain.range = {{1, 4}, {1, 5}};
        return {pragma, semicolon, plain};
    }

    void check(const std::vector<Diagnostic> &found)
    {
        m_problems->setProblems(m_document->id(), m_document->title(), {}, found,
                                m_document->buffer().revision());
    }
    void type(Position place, std::string_view text)
    {
        DocumentBuffer &buffer = m_document->buffer();
        const std::size_t offset = buffer.offset(place);
        GW_VERIFY_RESULT(buffer.apply(TextEdit{offset, offset, std::string(text)}));
    }
    [[nodiscard]] std::string text() const { return std::string(m_document->buffer().text()); }
    [[nodiscard]] QStringList titlesAt(Position place) const
    {
        QStringList titles;
        for (const QuickFix &fix : m_fixer->fixesAt(m_document->id(), place))
            titles.append(fix.fix.title);
        return titles;
    }

    SyntaxLibrary m_library;
    std::unique_ptr<NoticeHub> m_notices;
    std::unique_ptr<TaskProgressModel> m_tasks;
    std::unique_ptr<DocumentManager> m_documents;
    std::unique_ptr<DiagnosticsModel> m_problems;
    std::unique_ptr<QuickFixer> m_fixer;
    Document *m_document = nullptr;

private Q_SLOTS:
    void init()
    {
        m_notices = std::make_unique<NoticeHub>();
        m_tasks = std::make_unique<TaskProgressModel>();
        m_documents = std::make_unique<DocumentManager>(m_library, *m_notices, *m_tasks);
        m_problems = std::make_unique<DiagnosticsModel>();
        m_fixer = std::make_unique<QuickFixer>(*m_documents, *m_problems);
        m_document = &m_documents->create(Language::HlsCpp, program);
        check(findings());
    }
    void cleanup()
    {
        m_fixer.reset();
        m_documents.reset();
    }

    void offersWhatTouchesTheCaretElseWhatIsInItsLine()
    {
        QCOMPARE(titlesAt({0, 14}),
                 (QStringList{QStringLiteral("Write PIPELINE"), QStringLiteral("Remove it")}));
        QCOMPARE(titlesAt({0, 2}).size(), 2);
        QCOMPARE(titlesAt({2, 5}), QStringList{QStringLiteral("Add ';'")});
        QCOMPARE(titlesAt({1, 4}), QStringList());
        QVERIFY(m_fixer->fixesAt(m_document->id() + 1, {0, 14}).empty());
    }

    void appliesAllEditsAsOneUndoStep()
    {
        Diagnostic both = findings().front();
        both.fixes = {{QStringLiteral("Both"), {{{{0, 12}, {0, 19}}, "PIPELINE"}, {{{2, 5}, {2, 5}}, ";"}}}};
        check({both});
        GW_VERIFY_RESULT(m_fixer->apply(m_fixer->fixesOf(0).front()));
        QCOMPARE(text(), std::string("#pragma HLS PIPELINE\nint a;\nint b;\n"));
        const Theme theme(m_library, ColourScheme::Light);
        CodeView view(m_document->buffer(), theme);
        view.run(EditCommand::Undo);
        QCOMPARE(text(), std::string(program));
    }

    void findsItsPlaceAfterWhatWasTypedElsewhere()
    {
        const QuickFix fix = m_fixer->fixesAt(m_document->id(), {2, 5}).front();
        type({0, 0}, "// é𝄞\r\n\n");
        type({3, 0}, "  "); // of what was line 1
        type({5, 0}, "int c;\n");
        QCOMPARE(titlesAt({4, 3}), QStringList{QStringLiteral("Add ';'")});
        GW_VERIFY_RESULT(m_fixer->apply(fix));
        QCOMPARE(text(), std::string("// é𝄞\r\n\n#pragma HLS PIPLINE\n  int a;\nint b;\nint c;\n"));
    }

    void shiftsInsideALineByUtf16()
    {
        const QuickFix fix = m_fixer->fixesOf(0).front();
        type({0, 1}, "𝄞x");
        GW_VERIFY_RESULT(m_fixer->apply(fix));
        QVERIFY(text().starts_with("#𝄞xpragma HLS PIPELINE\n"));
    }

    void isRefusedWhereTheTextWasChanged()
    {
        const QuickFix fix = m_fixer->fixesOf(0).front();
        type({0, 15}, "E");
        const std::string before = text();
        GW_VERIFY_ERROR(m_fixer->apply(fix), ErrorCode::InvalidInput);
        QCOMPARE(text(), before);
        QVERIFY(titlesAt({0, 14}).isEmpty());
    }

    void aNewCheckMakesItFitAgain()
    {
        type({0, 0}, "\n");
        std::vector<Diagnostic> moved = findings();
        moved[0].range = {{1, 12}, {1, 19}};
        moved[0].fixes = {{QStringLiteral("Write"), {{{{1, 12}, {1, 19}}, "PIPELINE"}}}};
        check({moved[0]});
        GW_VERIFY_RESULT(m_fixer->apply(m_fixer->fixesOf(0).front()));
        QCOMPARE(text(), std::string("\n#pragma HLS PIPELINE\nint a;\nint b\n"));
    }

    // Undone edits and equal findings: the model says nothing, and yet the positions are of another text.
    void equalFindingsAreAboutTheTextCheckedLast()
    {
        Diagnostic first = findings().front();
        first.range = {{0, 0}, {0, 3}};
        first.fixes = {{QStringLiteral("Write"), {{{{0, 0}, {0, 3}}, "xyz"}}}};
        m_document->buffer().setBytes("abc\nabc\n");
        check({first});
        type({0, 0}, "abc\n");
        check({first}); // found at the new first line
        GW_VERIFY_RESULT(m_fixer->apply(m_fixer->fixesOf(0).front()));
        QCOMPARE(text(), std::string("xyz\nabc\nabc\n"));
    }

    void whatOverlapsIsRefused()
    {
        Diagnostic bad = findings().front();
        bad.fixes = {{QStringLiteral("Bad"), {{{{0, 0}, {0, 5}}, "a"}, {{{0, 3}, {0, 8}}, "b"}}}};
        check({bad});
        GW_VERIFY_ERROR(m_fixer->apply(m_fixer->fixesOf(0).front()), ErrorCode::InvalidInput);
        QCOMPARE(text(), std::string(program));
    }

    void aReloadedOrClosedDocumentIsRefused()
    {
        const QuickFix fix = m_fixer->fixesOf(0).front();
        m_document->buffer().setBytes("something else\n");
        GW_VERIFY_ERROR(m_fixer->apply(fix), ErrorCode::InvalidInput);
        m_documents->close(*m_document);
        GW_VERIFY_ERROR(m_fixer->apply(fix), ErrorCode::NotFound);
    }

    void aReadOnlyDocumentIsRefused()
    {
        m_document->buffer().setReadOnly(true);
        GW_VERIFY_ERROR(m_fixer->apply(m_fixer->fixesOf(0).front()), ErrorCode::InvalidInput);
        QCOMPARE(text(), std::string(program));
    }
};

QTEST_MAIN(TestQuickFix)
#include "tst_quick_fix.moc"
