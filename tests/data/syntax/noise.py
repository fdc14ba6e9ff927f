import argparse
import json
import sys

from qiskit_aer.noise import NoiseModel, depolarizing_error


def model(one_qubit, two_qubit):
    noise = NoiseModel()
    noise.add_all_qubit_quantum_error(depolarizing_error(one_qubit, 1), ["x", "sx", "rz"])
    noise.add_all_qubit_quantum_error(depolarizing_error(two_qubit, 2), ["cx"])
    return noise


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rates", nargs=2, type=float, default=(1e-4, 1e-2), metavar=("ONE", "TWO"))
    parser.add_argument("--output")
    options = parser.parse_args(arguments)
    noise = model(*options.rates)
    text = json.dumps(noise.to_dict(serializable=True), indent=2)
    if options.output is None:
        sys.stdout.write(text + "\n")
        return 0
    with open(options.output, "w", encoding="utf-8") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
