# Writes detectable.json: differences and shares that planned tests show, by R's own functions.
#
# Run at the top of the repository (needs R from 4.0 on):
#     V=packages/analysis/test/vectors; Rscript $V/make-detectable.R > $V/detectable.json && npx prettier --write $V/detectable.json

rows <- function(plans, solve) paste(sapply(plans, function(v) {
  side <- if (v[4] == 1) "one.sided" else "two.sided"
  sprintf("[%s]", paste(sprintf("%.17g", c(v, solve(v, side))), collapse = ","))
}), collapse = ",\n")
# Size, deviation or share of the control, error, sides, power.
means <- list(c(40, 1, 0.05, 2, 0.9), c(3, 2, 0.01, 1, 0.8), c(5000, 0.5, 0.001, 2, 0.95), c(2, 1, 0.05, 2, 0.5), c(10.5, 3, 0.2, 1, 0.99), c(9, 1e-6, 0.05, 1, 0.06))
shares <- list(c(3000, 0.001, 0.05, 2, 0.8), c(200, 0.5, 0.01, 1, 0.95), c(20, 0.3, 0.05, 2, 0.9), c(1e5, 0.01, 0.05, 2, 0.8), c(500, 1e-5, 0.05, 1, 0.9))
difference <- function(v, side) power.t.test(n = v[1], sd = v[2], sig.level = v[3], alternative = side, power = v[5], tol = 1e-13)$delta
share <- function(v, side) power.prop.test(n = v[1], p1 = v[2], sig.level = v[3], alternative = side, power = v[5], tol = 1e-13)$p2
cat(sprintf('{"means":[%s],"shares":[%s]}\n', rows(means, difference), rows(shares, share)))
