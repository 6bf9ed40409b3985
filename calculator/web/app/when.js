/**
 * Which fields of a record are asked for. This only shows and hides inputs: what counts is for
 * the core to say, whatever is hidden.
 */

/**
 * Whether a field is asked for: it has no `when`, its `when` holds, or it was answered before.
 * @param {any} field @param {Record<string, any>} record
 */
export function isAsked(field, record) {
  return field.when === undefined || record[field.id] !== undefined || holds(field.when, record);
}

/** @param {any} condition @param {Record<string, any>} record @returns {boolean} */
function holds(condition, record) {
  if (condition.all) return condition.all.every((part) => holds(part, record));
  if (condition.any) return condition.any.some((part) => holds(part, record));
  if (condition.not) return !holds(condition.not, record);
  if (typeof condition.field !== "string") return true;
  const value = record[condition.field];
  if (value === undefined) return false;
  if ("is" in condition) return value === condition.is;
  if ("is_not" in condition) return value !== condition.is_not;
  return "in" in condition ? condition.in.includes(value) : true;
}
