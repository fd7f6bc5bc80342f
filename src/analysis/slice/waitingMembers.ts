import type ts from 'typescript';
import { RATE_METHODS } from '../../protocol/slice';
import { staticName } from '../program/syntax';
import { mayDrop } from './members';

/** Members of kept classes that wait for kept code to mention their names: a method that nobody mentions is never called. */
export class WaitingMembers {
  /** Names of properties that kept code mentions. */
  readonly mentioned = new Set<string>(RATE_METHODS);
  readonly members = new Set<ts.ClassElement>();

  /** Whether a member is left to wait, for now. */
  keeps(member: ts.ClassElement): boolean {
    const waits = mayDrop(member, this.mentioned);
    if (waits) {
      this.members.add(member);
    }
    return waits;
  }

  /** The members that wait no longer, since their name is mentioned. */
  mention(name: string): readonly ts.ClassElement[] {
    if (this.mentioned.has(name)) {
      return [];
    }
    this.mentioned.add(name);
    const called = [...this.members].filter((member) => staticName(member.name) === name);
    called.forEach((member) => this.members.delete(member));
    return called;
  }
}
