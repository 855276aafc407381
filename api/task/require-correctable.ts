import { correctionSubject } from '../../domain/claim/corrections.ts';
import type { Correctable } from '../../domain/task/correctable.ts';
import type { DecisionBody } from '../../schemas/task-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import type { Task, TaskStore } from './task-ports.ts';
import { readTaskCase } from './task-acts-view.ts';
import { placesOf } from './task-effects.ts';

/** X10: a return names places that its applicant can correct: those that the task lists, and lines of the claim. */
export async function requireCorrectable(
  tasks: TaskStore,
  task: Task,
  { act, corrections = [] }: Pick<DecisionBody, 'act' | 'corrections'>,
  personId: string,
): Promise<void> {
  if (act !== 'returnForCorrection' || corrections.length === 0) {
    return;
  }
  const found = await readTaskCase(tasks, task, personId);
  const places = placesOf(found);
  const wrong = corrections.flatMap(({ pointer }, position) =>
    isPlace(pointer, places) || isLine(pointer, found.lines) ? [] : [position],
  );
  if (wrong.length > 0) {
    const labels = places.map(({ label }) => label);
    const facts = { places: { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join(', ') } };
    throw new Problem('INVALID', {
      errors: wrong.map((position) => ({
        pointer: `/corrections/${position}/pointer`,
        code: 'NOT_CORRECTABLE',
        facts,
      })),
    });
  }
}

/** A place itself, a part of it, or the same place by another name: the attendance of a class as a paper of its route. */
function isPlace(pointer: string, places: readonly Correctable[]): boolean {
  const subject = correctionSubject(pointer);
  return places.some(
    (place) =>
      pointer === place.pointer ||
      pointer.startsWith(`${place.pointer}/`) ||
      (subject.of !== 'document' && subject.of !== 'other' && subject.of === correctionSubject(place.pointer).of),
  );
}

function isLine(pointer: string, lines: readonly { readonly lineId: string }[]): boolean {
  const subject = correctionSubject(pointer);
  if (subject.of !== 'line') {
    return false;
  }
  const { lineId, position } = subject;
  return lines.some((line, place) => line.lineId === lineId || place + 1 === position);
}
