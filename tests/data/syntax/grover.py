import math

from qiskit import QuantumCircuit, QuantumRegister


def oracle(marked: str) -> QuantumCircuit:
    """Flips the sign of one basis state."""
    qubits = QuantumRegister(len(marked), "q")
    circuit = QuantumCircuit(qubits, name="oracle")
    zeros = [index for index, bit in enumerate(reversed(marked)) if bit == "0"]
    if zeros:
        circuit.x(zeros)
    circuit.h(qubits[-1])
    circuit.mcx(list(qubits[:-1]), qubits[-1])
    circuit.h(qubits[-1])
    if zeros:
        circuit.x(zeros)
    return circuit


def diffuser(count):
    circuit = QuantumCircuit(count, name="diffuser")
    circuit.h(range(count))
    circuit.x(range(count))
    circuit.h(count - 1)
    circuit.mcx(list(range(count - 1)), count - 1)
    circuit.h(count - 1)
    circuit.x(range(count))
    circuit.h(range(count))
    return circuit


def grover(marked, rounds=None):
    count = len(marked)
    rounds = rounds or max(1, round(math.pi / 4 * math.sqrt(2 ** count) - 0.5))
    circuit = QuantumCircuit(count)
    circuit.h(range(count))
    for _ in range(rounds):
        circuit.compose(oracle(marked), inplace=True)
        circuit.compose(diffuser(count), inplace=True)
    circuit.measure_all()
    return circuit
