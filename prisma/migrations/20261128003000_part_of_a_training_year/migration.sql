-- The months of an apprenticeship after its last full year are a training year of their own (C05). A class whose rest
-- fills a month after the full years has one claim more; the rest ends on the eve of the corresponding day, or on the
-- last day of a month that lacks it.
UPDATE filing SET training_years = training_years + 1
WHERE training_years IS NOT NULL
  AND (opens_on + make_interval(months => training_years * 12 + 1))::date
      - CASE WHEN extract(day FROM opens_on + make_interval(months => training_years * 12 + 1)) = extract(day FROM opens_on)
          THEN 1 ELSE 0 END <= ends_on;
