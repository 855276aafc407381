import { z } from 'zod';

type Schema = z.core.$ZodType;
type Copy = (schema: Schema) => Schema;

/**
 * Gives schemas as the document's generator reads them. The generator asks of every field whether it takes
 * `undefined`; the schemas ask whether the field may be missing (`exactOptional()`: missing yes, `undefined` no;
 * `unknown()`: the reverse). A copy answers both questions alike; it is for the document alone and parses nothing.
 * A schema has one copy, so that a named one stays one component; `nameCopy` hands the copy its original's name.
 */
export function documentedSchemas(nameCopy: (original: Schema, copy: Schema) => void) {
  const copies = new WeakMap<Schema, Schema>();
  const copied: Copy = (schema) => {
    const copy = copies.get(schema) ?? copyOf(schema, copied);
    if (copy !== schema && !copies.has(schema)) {
      const meta = z.globalRegistry.get(schema);
      if (meta !== undefined) {
        z.globalRegistry.add(copy, meta);
      }
      nameCopy(schema, copy);
    }
    copies.set(schema, copy);
    return copy;
  };
  return (schema: z.ZodType): z.ZodType => {
    const copy = copied(schema);
    return copy instanceof z.ZodType ? copy : schema;
  };
}

function copyOf(schema: Schema, copied: Copy): Schema {
  if (schema instanceof z.ZodObject) {
    return schema.clone({ ...schema.def, shape: shapeOf(schema.shape, copied) });
  }
  if (schema instanceof z.ZodArray) {
    return schema.clone({ ...schema.def, element: copied(schema.element) });
  }
  if (schema instanceof z.ZodUnion) {
    return schema.clone({ ...schema.def, options: schema.options.map(copied) });
  }
  if (schema instanceof z.ZodRecord) {
    return schema.clone({ ...schema.def, valueType: copied(schema.valueType) });
  }
  if (schema instanceof z.ZodPipe) {
    return schema.clone({ ...schema.def, in: copied(schema.in), out: copied(schema.out) });
  }
  return copyOfWrapped(schema, copied);
}

function copyOfWrapped(schema: Schema, copied: Copy): Schema {
  if (schema instanceof z.ZodExactOptional) {
    return z.optional(copied(schema.unwrap()));
  }
  if (schema instanceof z.ZodOptional) {
    return schema.clone({ ...schema.def, innerType: copied(schema.unwrap()) });
  }
  if (schema instanceof z.ZodNullable) {
    return schema.clone({ ...schema.def, innerType: copied(schema.unwrap()) });
  }
  if (schema instanceof z.ZodReadonly) {
    return schema.clone({ ...schema.def, innerType: copied(schema.unwrap()) });
  }
  if (schema instanceof z.ZodDefault) {
    return schema.clone({ ...schema.def, innerType: copied(schema.unwrap()) });
  }
  return schema;
}

function shapeOf(shape: z.core.$ZodShape, copied: Copy): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, field]) => {
      const copy = copied(field);
      return [key, copy instanceof z.ZodUnknown && !mayBeMissing(field) ? copy.refine(isThere) : copy];
    }),
  );
}

/** Says whether an object may come without this field. */
function mayBeMissing(field: Schema): boolean {
  return z.object({ field }).safeParse({}).success;
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}
