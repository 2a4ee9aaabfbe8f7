// Holds the length of files and functions and the number of parameters, and that each file begins by saying what it is.
import ts from "typescript";
import { expect, test } from "vitest";
import { expectListed, longFunctions } from "./exceptions.ts";
import { nodesOf, textOf, treeOf, writtenCode } from "./sources.ts";

const MOST_LINES = 250;
const MOST_LINES_OF_A_FUNCTION = 60;
const MOST_PARAMETERS = 8;

interface Written {
  readonly path: string;
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
}

/** All functions with a body; one without a name has that of what it is given to. */
const functions = writtenCode().flatMap((path) => {
  const tree = treeOf(path);
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  return [...nodesOf(tree)].flatMap((node): Written[] => {
    if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return [];
    const named = node.name ?? (node.parent as ts.NamedDeclaration).name;
    const name = ts.isConstructorDeclaration(node)
      ? "constructor"
      : (named?.getText(tree) ?? "a function without a name");
    const lines = lineOf(node.end) - lineOf(node.getStart(tree)) + 1;
    return [{ path, name, lines, parameters: node.parameters.length }];
  });
});

test(`a file has at most ${MOST_LINES} lines`, () => {
  const lines = (path: string) => textOf(path).trimEnd().split("\n").length;
  const tooLong = writtenCode().filter((path) => lines(path) > MOST_LINES);
  expect(tooLong.map((path) => `${path}: ${lines(path)} lines`)).toEqual([]);
});

test(`a function has at most ${MOST_LINES_OF_A_FUNCTION} lines`, () => {
  const tooLong = functions.filter(({ lines }) => lines > MOST_LINES_OF_A_FUNCTION);
  const texts = tooLong.map(({ path, name, lines }) => [name, `${path}: ${name} has ${lines} lines`] as const);
  expectListed(new Map(texts), longFunctions);
});

test(`a function has at most ${MOST_PARAMETERS} parameters`, () => {
  const tooMany = functions.filter(({ parameters }) => parameters > MOST_PARAMETERS);
  expect(tooMany.map(({ path, name, parameters }) => `${path}: ${name} has ${parameters} parameters`)).toEqual([]);
});

test("a file begins by saying what it is", () => {
  const silent = writtenCode().filter((path) => !/^(?:#!.*\n)?\/(?:\/|\*\*)/.test(textOf(path)));
  expect(silent).toEqual([]);
});
