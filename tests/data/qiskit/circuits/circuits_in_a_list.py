from qiskit import QuantumCircuit


def rotated(n):
    made = QuantumCircuit(n, name=f"rotated{n}")
    made.ry(0.5, range(n))
    return made


family = [rotated(n) for n in (1, 2, 3)]
pair = (family[0], "no circuit")
