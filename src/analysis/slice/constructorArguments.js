import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import { staticName } from '../program/syntax';
const MOST_ANCESTORS = 16;
/** Calls the constructor of a class with the given values, leaving what has a default to it. */
export function constructorCall(declaration, given, program) {
  const missing = [];
  const value = (asked) => {
    if (Object.hasOwn(given, asked.name)) {
      return `$lr.given[${JSON.stringify(asked.name)}]`;
    }
    if (!asked.optional) {
      missing.push(asked.name);
    }
    return null;
  };
  const parameters = constructorParameters(declaration, program).filter(
    (parameter) => !parameter.dotDotDotToken,
  );
  const texts = parameters.map((parameter) => {
    const members = membersOf(parameter, program);
    if (members === null) {
      return (
        value({ name: staticName(parameter.name) ?? '', optional: isOptional(parameter) }) ?? 'undefined'
      );
    }
    const whole = isOptional(parameter);
    const pairs = members.flatMap((member) => {
      const text = value(whole ? { ...member, optional: true } : member);
      return text === null ? [] : [`${JSON.stringify(member.name)}: ${text}`];
    });
    return whole && pairs.length === 0 ? 'undefined' : `{ ${pairs.join(', ')} }`;
  });
  return { text: texts.join(', '), missing };
}
/** The parameters of a class's constructor, or of the nearest local ancestor's that has one. */
export function constructorParameters(declaration, program) {
  let current = declaration;
  for (let i = 0; current !== null && i < MOST_ANCESTORS; i += 1) {
    const own = current.members.find(
      (member) => ts.isConstructorDeclaration(member) && member.body !== undefined,
    );
    if (own !== undefined) {
      return own.parameters;
    }
    const base = current.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
      ?.types[0]?.expression;
    const binding = base === undefined ? null : bindingOfExpression(base, program);
    current =
      binding?.kind === 'declared' && ts.isClassLike(binding.declaration) ? binding.declaration : null;
  }
  return [];
}
function isOptional(parameter) {
  return parameter.initializer !== undefined || parameter.questionToken !== undefined;
}
/** The properties a parameter takes when it is an object: from its pattern, its type or its use; null when it is not one. */
function membersOf(parameter, program) {
  if (ts.isObjectBindingPattern(parameter.name)) {
    const typed = parameter.type === undefined ? null : typeMembers(parameter.type, program, false);
    return parameter.name.elements.flatMap((element) => {
      const name = staticName(element.propertyName ?? element.name);
      if (name === null || element.dotDotDotToken) {
        return [];
      }
      const optional =
        element.initializer !== undefined || typed?.find((m) => m.name === name)?.optional === true;
      return [{ name, optional }];
    });
  }
  if (parameter.type !== undefined) {
    return typeMembers(parameter.type, program, false);
  }
  return usedMembers(parameter);
}
function typeMembers(type, program, partial) {
  if (ts.isParenthesizedTypeNode(type)) {
    return typeMembers(type.type, program, partial);
  }
  if (ts.isTypeLiteralNode(type)) {
    return signatures(type.members, partial);
  }
  if (ts.isIntersectionTypeNode(type)) {
    return type.types.flatMap((part) => typeMembers(part, program, partial) ?? []);
  }
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) {
    return null;
  }
  const [argument] = type.typeArguments ?? [];
  if (argument !== undefined && ['Partial', 'Readonly', 'Required'].includes(type.typeName.text)) {
    return typeMembers(argument, program, partial || type.typeName.text === 'Partial');
  }
  const binding = bindingOfExpression(type.typeName, program);
  if (binding?.kind !== 'declared') {
    return null;
  }
  const { declaration } = binding;
  if (ts.isInterfaceDeclaration(declaration)) {
    return signatures(declaration.members, partial);
  }
  return ts.isTypeAliasDeclaration(declaration) ? typeMembers(declaration.type, program, partial) : null;
}
function signatures(members, partial) {
  return members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = staticName(member.name);
    return name === null ? [] : [{ name, optional: partial || member.questionToken !== undefined }];
  });
}
/** In JavaScript nothing but its use says that a parameter is an object: `config.decaySteps`, `const { decaySteps } = config`. */
function usedMembers(parameter) {
  const name = staticName(parameter.name);
  const body = ts.isConstructorDeclaration(parameter.parent) ? parameter.parent.body : undefined;
  const found = new Map();
  const note = (member, optional) => {
    if (member !== null) {
      found.set(member, (found.get(member) ?? true) && optional);
    }
  };
  const visit = (node) => {
    if (
      ts.isPropertyAccessExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === name
    ) {
      note(node.name.text, isDefaulted(node));
    }
    if (
      ts.isVariableDeclaration(node) &&
      ts.isObjectBindingPattern(node.name) &&
      node.initializer !== undefined &&
      ts.isIdentifier(node.initializer) &&
      node.initializer.text === name
    ) {
      for (const element of node.name.elements) {
        note(staticName(element.propertyName ?? element.name), element.initializer !== undefined);
      }
    }
    ts.forEachChild(node, visit);
  };
  if (body !== undefined) {
    visit(body);
  }
  return found.size === 0 ? null : [...found].map(([member, optional]) => ({ name: member, optional }));
}
/** Whether `a ?? b` or `a || b` stands by for a value that is not there. */
function isDefaulted(expression) {
  const { parent } = expression;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === expression &&
    (parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      parent.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}
