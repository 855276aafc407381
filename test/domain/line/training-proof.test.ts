import { describe, expect, it } from 'vitest';
import { FILING_STATES } from '../../../domain/filing/filing-course.ts';
import { peopleTrainedBy, type FiledTraining } from '../../../domain/line/training-proof.ts';
import { day } from '../../support/policy-library.ts';

const DIRECTORY = { version: '2025', on: day('2025-05-20'), uscc: '91150600MA0TEST001' };
const CLASS: FiledTraining = {
  state: 'assessed',
  institution: 'institution',
  directory: DIRECTORY,
  onRoster: ['trn_1', 'trn_2'],
};
const isProof = (filed: Partial<FiledTraining>) => peopleTrainedBy({ ...CLASS, ...filed }).length > 0;

describe('a class that a person names as the training', () => {
  it('L16: shows the training of the people on its roster, whether its institution claims or not', () => {
    expect(peopleTrainedBy(CLASS)).toEqual(['trn_1', 'trn_2']);
    expect(peopleTrainedBy({ ...CLASS, onRoster: [] })).toEqual([]);
  });

  it('L16: shows nothing before it is accepted, or withdrawn', () => {
    expect(FILING_STATES.filter((state) => !isProof({ state }))).toEqual(['draft', 'filed', 'returned', 'withdrawn']);
  });

  it('L16: shows nothing where its institution was not on the directory of the filing day', () => {
    expect(isProof({ directory: { ...DIRECTORY, uscc: null } })).toBe(false);
    expect(isProof({ institution: 'enterprise', directory: { ...DIRECTORY, uscc: null } })).toBe(false);
    const { uscc: _uscc, ...old } = DIRECTORY;
    expect(isProof({ directory: old })).toBe(true);
    expect(isProof({ institution: 'enterprise', directory: old })).toBe(false);
  });
});
