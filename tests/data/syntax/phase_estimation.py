from __future__ import annotations

from math import tau

from qiskit import QuantumCircuit
from qiskit.circuit.library import QFT


def controlled_power(circuit: QuantumCircuit, control: int, target: int, angle: float, power: int):
    for _ in range(1 << power):
        circuit.cp(angle, control, target)


def phase_estimation(angle: float, precision: int = 5) -> QuantumCircuit:
    circuit = QuantumCircuit(precision + 1, precision)
    target = precision
    circuit.x(target)
    circuit.h(range(precision))
    for control in range(precision):
        controlled_power(circuit, control, target, angle, control)
    circuit.append(QFT(precision, inverse=True, do_swaps=True).to_gate(), range(precision))
    circuit.measure(range(precision), range(precision))
    return circuit


def read_phase(counts: dict[str, int]) -> float:
    best = max(counts, key=lambda bits: counts[bits])
    return int(best, 2) / 2 ** len(best)


assert abs(read_phase({"01011": 900, "01010": 100}) - 11 / 32) < 1e-9
print([round(k / 8 * tau, 3) for k in range(8) if k % 2 == 0])
