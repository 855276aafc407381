import { z } from 'zod';
import { TASK_SORTS } from '../domain/task/task-lists.ts';
import { lineOfText } from './http-schemas.ts';
import { BOX, FILTERS } from './task-schemas.ts';

/** The name of a saved view, as its person calls it. */
/** The characters of a view's name, at most. */
export const VIEW_NAME_LENGTH = 40;
const ViewName = lineOfText(VIEW_NAME_LENGTH);

/** A name that is too long for a view is judged by the route, which says so. */
export const ViewParams = z.strictObject({ name: lineOfText(2_000) });

/** A view is a query of `GET /tasks`, without its place in the pages. */
export const SavedViewBody = z.strictObject({
  ...BOX,
  filters: z.strictObject(FILTERS).default({}),
  sort: z.enum(TASK_SORTS).default('due'),
});

export const SavedView = SavedViewBody.extend({ name: ViewName }).meta({ id: 'SavedView' });
