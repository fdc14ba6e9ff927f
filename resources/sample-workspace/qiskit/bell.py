# SPDX-License-Identifier: Apache-2.0
"""Two entangled qubits: measured, they always agree."""

from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator


def bell_pair() -> QuantumCircuit:
    """The state (|00> + |11>) / sqrt(2), measured."""
    circuit = QuantumCircuit(2, 2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure([0, 1], [0, 1])
    return circuit


def run(circuit: QuantumCircuit, shots: int = 1024) -> dict[str, int]:
    """How often each outcome was seen."""
    simulator = AerSimulator(seed_simulator=7)
    job = simulator.run(transpile(circuit, simulator), shots=shots)
    return job.result().get_counts()


if __name__ == "__main__":
    counts = run(bell_pair())
    for outcome, count in sorted(counts.items()):
        print(f"{outcome}: {count}")
