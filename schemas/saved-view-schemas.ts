import { z } from 'zod';
import { TASK_SORTS } from '../domain/task/task-lists.ts';
import { lineOfText } from './http-schemas.ts';
import { BOX, FILTERS } from './task-schemas.ts';

/** The name of a saved view, as its person calls it. */
const ViewName = lineOfText(40);

export const ViewParams = z.strictObject({ name: ViewName });

/** A view is a query of `GET /tasks`, without its place in the pages. */
export const SavedViewBody = z.strictObject({
  ...BOX,
  filters: z.strictObject(FILTERS).default({}),
  sort: z.enum(TASK_SORTS).default('due'),
});

export const SavedView = SavedViewBody.extend({ name: ViewName }).meta({ id: 'SavedView' });
