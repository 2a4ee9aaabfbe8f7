# One Python peer on one job, with the questions and answers of child.mjs. Knows no library but NumPy, which holds the arrays.
#   python child.py <torch | numpy>      the first line on stdin is the job, with its table and first weights
import base64
import importlib
import json
import sys
import time


def answer(value):
    print(json.dumps(value), flush=True)


class Work:
    """The job and its arrays: inputs, targets as class numbers, weights inputs × units per layer, and batches of row numbers."""

    def __init__(self, job):
        import numpy

        self.numpy = numpy
        self.widths, self.batch, self.rows = job["widths"], job["batch"], job["rows"]
        self.activation, self.optimizer, self.predicts = job["activation"], job["optimizer"], job["predicts"]
        self.inputs = self._array(job["inputs"]).reshape(self.rows, self.widths[0])
        self.targets = self._array(job["targets"])
        self.weights = [self._array(layer["weights"]).reshape(layer["inputs"], layer["units"]) for layer in job["layers"]]
        self._random = numpy.random.default_rng(11)
        self._order, self._at = None, self.rows

    def _array(self, text):
        return self.numpy.frombuffer(base64.b64decode(text), dtype="<f4").copy()

    def next(self):
        """Row numbers of the next batch, in a new order each epoch; an incomplete last batch is left out."""
        if self._at + self.batch > self.rows:
            self._order, self._at = self._random.permutation(self.rows), 0
        self._at += self.batch
        return self._order[self._at - self.batch : self._at]


def chunk(run, unit, milliseconds):
    """Runs units until the processor has worked that long, in portions that double."""
    units, seconds, portion = 0, 0.0, 1
    while seconds * 1000 < milliseconds:
        start = time.process_time()
        run(portion)
        took = time.process_time() - start
        units += portion
        seconds += took
        left = int((milliseconds / 1000 - seconds) / (max(took, 1e-9) / portion))
        portion = max(1, min(2 * portion, left))
    return {"samples": units * unit, "seconds": seconds}


try:
    work = Work(json.loads(sys.stdin.readline()))
    version, run = importlib.import_module(f"{sys.argv[1]}_peer").open(work)
    run(1)
    answer({"ready": {"version": version}})
    for line in sys.stdin:
        answer(chunk(run, work.batch, json.loads(line)["milliseconds"]))
except Exception as error:
    answer({"cannot": str(error).split("\n")[0]})
