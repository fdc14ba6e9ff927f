# SPDX-License-Identifier: Apache-2.0
"""The quantum Fourier transform, gate by gate, checked against numpy's."""

from math import pi

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator


def qft(qubits: int) -> QuantumCircuit:
    """Maps |j> to the sum over k of exp(2 pi i j k / 2**n) |k> / sqrt(2**n)."""
    circuit = QuantumCircuit(qubits, name=f"qft{qubits}")
    for target in reversed(range(qubits)):
        circuit.h(target)
        for control in range(target):
            circuit.cp(pi / 2 ** (target - control), control, target)
    for qubit in range(qubits // 2):
        circuit.swap(qubit, qubits - 1 - qubit)
    return circuit


def fourier_matrix(qubits: int) -> np.ndarray:
    """The same as a matrix. numpy's forward transform has the other sign in the exponent."""
    return np.fft.ifft(np.eye(2**qubits), norm="ortho")


if __name__ == "__main__":
    for size in range(1, 6):
        equal = np.allclose(Operator(qft(size)).data, fourier_matrix(size))
        print(f"{size} qubits: {'same as' if equal else 'DIFFERS from'} the Fourier matrix")
