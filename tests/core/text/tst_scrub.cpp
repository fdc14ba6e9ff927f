// SPDX-License-Identifier: Apache-2.0
#include "core/text/scrub.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace gatewright;

namespace {

// Made of two pieces, so that no tool that looks for leaked keys finds one here.
QString joined(const char *a, const char *b)
{
    return QString::fromLatin1(a) + QString::fromLatin1(b);
}

const QString random36 = QStringLiteral("q7Zb2LxN9vR4tKc8Wm1PdY6sHj3FgA5uEo0T");
const QString hex128 = QStringLiteral("3f9a1c07d5e2b8640912fedcba7788663f9a1c07d5e2b8640912fedcba778866"
                                      "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90");

// Lines of 64 characters as between the BEGIN and the END of a key.
QString keyBody(int lines)
{
    const QString line = QStringLiteral("MIIEowIBAAKCAQEA7bq0Zk3f+Vh9xY2Lr8TtGmWc5sJpDn1uQe/6RvXiOaKgBz4C");
    return (line + QLatin1Char('\n')).repeated(lines);
}

} // namespace

class TestScrub : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsGo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("scrubbed");
        const auto row = [](const char *name, const QString &text, const QString &scrubbed) {
            QTest::newRow(name) << text << scrubbed;
        };
        row("old IBM Quantum token", QStringLiteral("IBMQ.enable_account('%1')").arg(hex128),
            QStringLiteral("IBMQ.enable_account('<secret>')"));
        row("IBM Quantum by name",
            QStringLiteral("service = QiskitRuntimeService(channel=\"ibm_cloud\", token=\"%1\")")
                .arg(random36),
            QStringLiteral("service = QiskitRuntimeService(channel=\"ibm_cloud\", token=\"<secret>\")"));
        row("IBM Quantum by place", QStringLiteral("IBMProvider('%1')").arg(random36),
            QStringLiteral("IBMProvider('<secret>')"));
        row("instance",
            QStringLiteral("instance=\"crn:v1:bluemix:public:quantum-computing:us-east:a/0123::\""),
            QStringLiteral("instance=\"<secret>\""));
        row("AWS", joined("key_id = \"AKIA", "IOSFODNN7EXAMPLE\""), QStringLiteral("key_id = \"<secret>\""));
        row("AWS secret key",
            joined("aws_secret_access_key = \"wJalrXUtnFEMI/K7MDENG", "/bPxRfiCYEXAMPLEKEY\""),
            QStringLiteral("aws_secret_access_key = \"<secret>\""));
        row("GitHub", joined("// gh", "p_") + random36, QStringLiteral("// <secret>"));
        row("GitHub, fine-grained", joined("github", "_pat_") + random36, QStringLiteral("<secret>"));
        row("GitLab", joined("gl", "pat-") + random36, QStringLiteral("<secret>"));
        row("Slack", joined("xo", "xb-123456789012-abcdefGHIJ"), QStringLiteral("<secret>"));
        row("Slack hook", joined("https://hooks.slack.com/services/", "T00000000/B0000/XXXX"),
            QStringLiteral("https://hooks.slack.com/services/<secret>"));
        row("OpenAI", joined("openai.key = s", "k-proj-") + random36,
            QStringLiteral("openai.key = <secret>"));
        row("Anthropic", joined("s", "k-ant-api03-") + random36, QStringLiteral("<secret>"));
        row("Stripe", joined("s", "k_live_") + random36, QStringLiteral("<secret>"));
        row("Hugging Face", joined("h", "f_") + random36, QStringLiteral("<secret>"));
        row("JSON web token",
            joined("jwt = ey", "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r"),
            QStringLiteral("jwt = <secret>"));
        row("private key",
            joined("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE\nowIB\n-----END RSA PRIVATE KEY-----\nx = 1"),
            QStringLiteral("<private-key>\nx = 1"));
        row("private key, cut off", joined("a\n-----BEGIN ", "PRIVATE KEY-----\nMIIEowIB"),
            QStringLiteral("a\n<private-key>"));
        row("PGP key",
            joined("-----BEGIN PGP ", "PRIVATE KEY BLOCK-----\nlQ\n-----END PGP PRIVATE KEY BLOCK-----"),
            QStringLiteral("<private-key>"));
        row("password", QStringLiteral("password = \"correct horse\""),
            QStringLiteral("password = \"<secret>\""));
        row("password in JSON", QStringLiteral("{\"db_password\": \"hunter2\"}"),
            QStringLiteral("{\"db_password\": \"<secret>\"}"));
        row("password in C++", QStringLiteral("const char *kPasswd{\"hunter2\"};"),
            QStringLiteral("const char *kPasswd{\"<secret>\"};"));
        row("token in the environment", QStringLiteral("os.environ['QISKIT_IBM_TOKEN'] = '%1'").arg(random36),
            QStringLiteral("os.environ['QISKIT_IBM_TOKEN'] = '<secret>'"));
        row("token in a call", QStringLiteral("client.setToken(\"%1\");").arg(random36),
            QStringLiteral("client.setToken(\"<secret>\");"));
        row("string that has not ended", QStringLiteral("api_key = \"%1").arg(random36),
            QStringLiteral("api_key = \"<secret>"));
        row("shell line", QStringLiteral("# export IBM_TOKEN=%1").arg(random36),
            QStringLiteral("# export IBM_TOKEN=<secret>"));
        row("header", QStringLiteral("{\"Authorization\": \"Bearer %1\"}").arg(random36),
            QStringLiteral("{\"Authorization\": \"Bearer <secret>\"}"));
        row("address with a password", QStringLiteral("git clone https://me:pa55@example.com/x.git"),
            QStringLiteral("git clone https://<credentials>@example.com/x.git"));
        row("address with a token", QStringLiteral("https://%1@example.com/x.git").arg(random36),
            QStringLiteral("https://<credentials>@example.com/x.git"));
        row("token in a query", QStringLiteral("get('https://x.org/a?b=1&access_token=%1')").arg(random36),
            QStringLiteral("get('https://x.org/a?b=1&access_token=<secret>')"));
        row("home folder", QStringLiteral("open(\"/home/jdoe/data/taps.txt\")"),
            QStringLiteral("open(\"/home/<user>/data/taps.txt\")"));
        row("home folder of macOS", QStringLiteral("#include </Users/j.doe/x.h>"),
            QStringLiteral("#include </Users/<user>/x.h>"));
        row("home folder of Windows", QStringLiteral("'C:\\\\Users\\\\J Doe\\\\x.txt'"),
            QStringLiteral("'C:\\\\Users\\\\<user>\\\\x.txt'"));
        row("home folder in options",
            QStringLiteral("g++ -I/home/alice/inc -L/home/alice/lib -isystem/Users/alice"),
            QStringLiteral("g++ -I/home/<user>/inc -L/home/<user>/lib -isystem/Users/<user>"));
        row("home folder in an option of Windows", QStringLiteral("cl -IC:/Users/J Doe/inc"),
            QStringLiteral("cl -IC:/Users/<user>/inc"));
        row("home folder in a list", QStringLiteral("PATH=/usr/bin:/home/alice/bin:/home/bob/bin"),
            QStringLiteral("PATH=/usr/bin:/home/<user>/bin:/home/<user>/bin"));
        row("home folder on another machine", QStringLiteral("scp x me@host:/home/alice/x 2>/home/alice/log"),
            QStringLiteral("scp x me@host:/home/<user>/x 2>/home/<user>/log"));
        row("home folder of macOS in a list", QStringLiteral("a:/Users/alice/b"),
            QStringLiteral("a:/Users/<user>/b"));
        row("body of a private key",
            keyBody(6) + QStringLiteral("Qa9=\n-----END RSA ") + QStringLiteral("PRIVATE KEY-----\nx = 1\n"),
            QStringLiteral("<private-key>\nx = 1\n"));
        row("body of a private key, cut off", keyBody(4) + QStringLiteral("Qa9"),
            QStringLiteral("<private-key>"));
        row("body of a private key and code", keyBody(4) + QStringLiteral("value_of_something = 1\n"),
            QStringLiteral("<private-key>\nvalue_of_something = 1\n"));
        row("body of a private key in literals",
            QStringLiteral("  \"") +
                keyBody(5).trimmed().replace(QLatin1Char('\n'), QStringLiteral("\\n\"\n  \"")) +
                QStringLiteral("\\n\";\n"),
            QStringLiteral("  \"<private-key>\\n\";\n"));
        row("body of a private key in one literal",
            QStringLiteral("'") + keyBody(5).trimmed().replace(QLatin1Char('\n'), QStringLiteral("\\n")) +
                QStringLiteral("\\n'"),
            QStringLiteral("'<private-key>\\n'"));
        row("end of a short private key",
            keyBody(2) + QStringLiteral("Qa9b\n-----END EC ") + QStringLiteral("PRIVATE KEY-----"),
            QStringLiteral("<private-key>"));
        row("home folder as an address", QStringLiteral("file:///home/jdoe/x.py"),
            QStringLiteral("file:///home/<user>/x.py"));
        row("two on a line", QStringLiteral("pwd='abcd1234'; secret = '%1'").arg(random36),
            QStringLiteral("pwd='<secret>'; secret = '<secret>'"));
        row("beside what is not ASCII",
            QStringLiteral("größe = 1; passwort_alt = 'ä'; password = '🙂🙂geheim'"),
            QStringLiteral("größe = 1; passwort_alt = 'ä'; password = '<secret>'"));
    }
    void secretsGo()
    {
        QFETCH(QString, text);
        QFETCH(QString, scrubbed);
        QCOMPARE(scrub(text), scrubbed);
        QCOMPARE(scrub(scrubbed), scrubbed);
    }

    void codeStays_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *text) {
            QTest::newRow(name) << QString::fromUtf8(text);
        };
        row("coefficients", "const coef_t taps[4] = {0x3fffd8a1, 0x0012fe7c, 0xdeadbeef, 0x7fffffff};");
        row("wide constant", "static const ap_uint<256> kPrime(\"0xffffffff00000001000000000000000000000000f"
                             "fffffffffffffffffffffff\", 16);");
        row("AES key of a kernel", "ap_uint<128> key = \"0x2b7e151628aed2a6abf7158809cf4f3c\";");
        row("key bytes", "uint8_t secret_key[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6};");
        row("sbox", "0x63,0x7c,0x77,0x7b,0xf2,0x6b,0x6f,0xc5,0x30,0x01,0x67,0x2b,0xfe,0xd7,0xab,0x76");
        row("long identifiers",
            "hls_dataflow_region_input_stream_adapter_axis_to_native_width_converter_v2(a);");
        row("statevector", "assert counts == {'0000000000000000': 512, '1111111111111111': 512}");
        row("bit string", "oracle = PhaseOracle('10110100101101001011010010110100')");
        row("pragma", "#pragma HLS INTERFACE m_axi port=mem offset=slave bundle=gmem0 depth=1024");
        row("token of a stream", "hls::stream<token_t> &token_in = tokens[0];");
        row("word as a token", "tokenizer = AutoTokenizer(\"HuggingFaceTB/SmolLM2-135M-Instruct\")");
        row("token name", "token = \"end_of_text_marker\"");
        row("token to be filled in", "QiskitRuntimeService(token=\"YOUR_IBM_API_TOKEN\")");
        row("token from the environment", "token = os.environ[\"IBM_QUANTUM_TOKEN\"]");
        row("password asked for", "password = getpass(prompt)");
        row("empty password", "password = \"\"");
        row("password form", "password=\"${DB_PASSWORD}\"");
        row("pass manager", "pm = generate_preset_pass_manager(optimization_level=3, backend=backend)");
        row("matrix product", "rho = U@rho@U.conj().T");
        row("address", "url = \"https://quantum.cloud.ibm.com/docs/home/guides\"");
        row("shell address", "git@github.com:someone/repo.git and ssh://git@github.com/someone/repo.git");
        row("include", "#include \"/usr/include/hls_stream.h\"");
        row("home variable", "path = os.path.join(home, 'users', name)");
        row("public key", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----");
        row("mask", "mask-sk-key = risk-averse-scheduling-of-dataflow-regions");
        row("home of a website", "curl http://localhost:8080/home/page https://example.com/Users/me");
        row("home in a source tree",
            "#include \"src/home/page.h\" // ./home/page, ../Users/list, $ROOT/home/x");
        row("division", "y = -b/home/c; z = half-L/home/c; w = a-Include/home/c;");
        row("branch", "git checkout feature-I/home/page");
        row("vectors", "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\n"
                       "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710\n"
                       "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\n"
                       "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710\n");
        row("rulers", "////////////////////////////////////////////////////////////////\n"
                      "////////////////////////////////////////////////////////////////\n"
                      "////////////////////////////////////////////////////////////////\n"
                      "////////////////////////////////////////////////////////////////\n");
        row("nothing", "");
        row("digest", "sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'");
    }
    void codeStays()
    {
        QFETCH(QString, text);
        QCOMPARE(scrub(text), text);
    }

    // Nothing in the programs that we ship may look like a secret.
    void sampleWorkspaceStays()
    {
        QDirIterator files(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace"),
                           {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("*.py")},
                           QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            QCOMPARE(scrub(text), text);
            ++count;
        }
        QVERIFY(count >= 5);
    }

    void whatStandsBeforeTellsASecret()
    {
        const QString half = random36.mid(8);
        QCOMPARE(
            scrub(half + QStringLiteral("\")\nrun()"), QStringLiteral("login(token=\"") + random36.left(8)),
            QStringLiteral("<secret>\")\nrun()"));
        QCOMPARE(scrub(QStringLiteral("hunter2\"\n"), QStringLiteral("password = \"")),
                 QStringLiteral("<secret>\"\n"));
        QCOMPARE(scrub(QStringLiteral("doe/x\""), QStringLiteral("p = \"/home/j")),
                 QStringLiteral("<user>/x\""));
        // A secret that stands before it is not part of the text.
        QCOMPARE(scrub(QStringLiteral("\nx = 1"), QStringLiteral("password = \"hunter2\"")),
                 QStringLiteral("\nx = 1"));
    }

    void randomLiterals_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("random");
        QTest::newRow("key") << random36 << true;
        QTest::newRow("hexadecimal") << QStringLiteral("9c1f3b7e5a2d4c6b8e0f1a2b") << true;
        QTest::newRow("letters") << QStringLiteral("qZbLxNvRtKcWmPdYsHjFgAuEo") << true;
        QTest::newRow("short") << QStringLiteral("a1b2c3") << false;
        QTest::newRow("words") << QStringLiteral("the_quick_brown_fox_jumps") << false;
        QTest::newRow("capitals") << QStringLiteral("YOUR_API_TOKEN_GOES_HERE") << false;
        QTest::newRow("repetition") << QStringLiteral("aaaa1111aaaa1111aaaa1111") << false;
        QTest::newRow("placeholder") << QStringLiteral("<your-token-0123456789>") << false;
    }
    void randomLiterals()
    {
        QFETCH(QString, value);
        QFETCH(bool, random);
        QCOMPARE(looksRandom(value), random);
    }

    // Three lines may be anything.
    void shortBase64Stays() { QCOMPARE(scrub(keyBody(3)), keyBody(3)); }

    // The first line of a key's body began before the suggestion.
    void aKeyBodyMayBeginBeforeTheText()
    {
        const QString body = keyBody(4);
        QCOMPARE(scrub(body.mid(20), body.left(20)), QStringLiteral("<private-key>\n"));
    }

    // An unbounded repetition in front of a pattern makes such texts take minutes.
    void longTextsTakeLinearTime_data()
    {
        QTest::addColumn<QString>("unit");
        for (const char *unit :
             {"a", "token", "password=\"", "-----BEGIN PRIVATE KEY-----", "/home/", "http://a:", "eyJ",
              "\"'\"'", "A1", " ", "x://", "secret={({(", "sk-", "a\n", "Zm9vYmFy\\n",
              "MIIEowIBAAKCAQEA7bq0Zk3f+Vh9xY2Lr8TtGmWc5sJpDn1uQe/6RvXiOaKgBz4C\n",
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"})
            QTest::newRow(unit) << QString::fromLatin1(unit);
    }
    void longTextsTakeLinearTime()
    {
        QFETCH(QString, unit);
        const QString text = unit.repeated(64 * 1024 / unit.size());
        QElapsedTimer timer;
        timer.start();
        static_cast<void>(scrub(text));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestScrub)
#include "tst_scrub.moc"
