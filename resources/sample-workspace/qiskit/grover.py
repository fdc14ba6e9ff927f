# SPDX-License-Identifier: Apache-2.0
"""Grover's search: find one marked bit string among 2**n in about sqrt(2**n) steps."""

from math import asin, floor, pi, sqrt

from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator


def oracle(marked: str) -> QuantumCircuit:
    """Flip the sign of |marked>. The rightmost character is qubit 0, as Qiskit prints it."""
    circuit = QuantumCircuit(len(marked), name="oracle")
    zeros = [qubit for qubit, bit in enumerate(reversed(marked)) if bit == "0"]
    if zeros:
        circuit.x(zeros)
    controlled_z(circuit)
    if zeros:
        circuit.x(zeros)
    return circuit


def diffuser(qubits: int) -> QuantumCircuit:
    """Reflect every amplitude about their mean."""
    circuit = QuantumCircuit(qubits, name="diffuser")
    circuit.h(range(qubits))
    circuit.x(range(qubits))
    controlled_z(circuit)
    circuit.x(range(qubits))
    circuit.h(range(qubits))
    return circuit


def controlled_z(circuit: QuantumCircuit) -> None:
    """Flip the sign of |1...1>."""
    target = circuit.num_qubits - 1
    circuit.h(target)
    circuit.mcx(list(range(target)), target)
    circuit.h(target)


def grover(marked: str) -> QuantumCircuit:
    qubits = len(marked)
    angle = asin(1 / sqrt(2**qubits))
    rounds = max(1, floor(pi / (4 * angle)))

    circuit = QuantumCircuit(qubits, qubits)
    circuit.h(range(qubits))
    for _ in range(rounds):
        circuit.compose(oracle(marked), inplace=True)
        circuit.compose(diffuser(qubits), inplace=True)
    circuit.measure(range(qubits), range(qubits))
    return circuit


if __name__ == "__main__":
    simulator = AerSimulator(seed_simulator=7)
    circuit = grover("1011")
    counts = simulator.run(transpile(circuit, simulator), shots=1000).result().get_counts()
    best = max(counts, key=counts.get)
    print(f"most frequent: {best}, {counts[best]} of 1000 shots")
