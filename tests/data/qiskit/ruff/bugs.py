def collect(item, into=[]):
    into.append(item)
    return into


def loop(rows):
    for rows in rows:
        yield lambda: rows
    assert (rows, "never false")
    rows == 1
    try:
        print("%s %s" % (1,))
    finally:
        return None


names = {"a", "b", "a"}
