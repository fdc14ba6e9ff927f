import sys

from qiskit import QuantumCircuit

done = QuantumCircuit(1)
if __name__ == "__main__":
    sys.exit(0)
