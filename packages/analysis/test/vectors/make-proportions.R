# Writes proportions.json: tests of counts, shares and rates, p-values together and planned sizes by R's own functions.
#
# Run at the top of the repository (needs R from 4.0 on):
#     V=packages/analysis/test/vectors; Rscript $V/make-proportions.R > $V/proportions.json && npx prettier --write $V/proportions.json

number <- function(x) ifelse(is.infinite(x), ifelse(x > 0, '"Infinity"', '"-Infinity"'), sprintf("%.17g", x))
json <- function(x) {
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(sapply(x, json), collapse = ","), "]\n"))
    return(paste0("{", paste(sprintf('"%s":%s', names(x), sapply(x, json)), collapse = ","), "}"))
  }
  if (is.character(x)) return(sprintf('"%s"', x))
  if (is.logical(x)) return(tolower(as.character(x)))
  if (length(x) == 1) number(x) else paste0("[", paste(number(x), collapse = ","), "]")
}
sides <- c("two.sided", "less", "greater")
# By hand over the sides, named as ours.
each <- function(of) {
  results <- lapply(sides, of)
  names(results) <- c("two-sided", "less", "greater")
  results
}
answer <- function(test) list(p = as.numeric(test$p.value), lower = test$conf.int[1], upper = test$conf.int[2])
quiet <- suppressWarnings

binomial <- lapply(
  list(
    c(3, 20, 0.1, 0.95), c(50, 50, 0.9, 0.9), c(0, 10, 0.5, 0.99), c(0, 7, 0, 0.95), c(7, 7, 1, 0.95), c(1, 7, 0, 0.95), c(2, 4, 0.5, 0.8),
    c(1, 3, 0.5, 0.95), c(2, 3, 0.5, 0.95), c(4, 11, 0.5, 0.95), c(7, 11, 0.5, 0.95), c(682, 925, 0.75, 0.95), c(5, 1000000, 1e-5, 0.95),
    c(30, 100000, 1e-5, 0.95), c(500800, 1000000, 0.5, 0.95), c(2000, 100000, 0.1, 0.95), c(999, 1000, 0.9, 0.999), c(20, 60, 1 / 3, 0.95)
  ),
  function(v) list(
    events = v[1], total = v[2], nullShare = v[3], level = v[4],
    results = each(function(side) answer(binom.test(v[1], v[2], v[3], side, v[4]))),
    wilson = as.numeric(quiet(prop.test(v[1], v[2], correct = FALSE, conf.level = v[4]))$conf.int)
  )
)

# Events and totals of the experiment, then of the control.
tables <- list(
  c(3, 100, 1, 100), c(2, 10, 7, 10), c(1, 2000, 8, 2000), c(40, 1000, 25, 1000), c(0, 10, 0, 10), c(10, 10, 10, 10), c(0, 10, 5, 12), c(12, 12, 0, 9),
  c(15, 1000, 45, 9000), c(7, 7, 3, 8), c(5, 10, 5, 10), c(6, 10, 5, 10), c(1, 3, 2, 3), c(0, 1, 1, 1), c(120, 90000, 1600, 1200000), c(300, 1000, 100, 1000)
)
table <- function(v) matrix(c(v[1], v[2] - v[1], v[3], v[4] - v[3]), 2, byrow = TRUE)
side <- function(v) list(control = list(events = v[3], total = v[4]), experiment = list(events = v[1], total = v[2]))
fisher <- lapply(tables, function(v) c(side(v), list(p = each(function(at) fisher.test(table(v), alternative = at, conf.int = FALSE)$p.value))))
comparable <- Filter(function(v) v[1] + v[3] > 0 && v[1] + v[3] < v[2] + v[4], tables)
score <- unlist(lapply(comparable, function(v) lapply(c(TRUE, FALSE), function(continuity) {
  test <- function(at) quiet(prop.test(c(v[1], v[3]), c(v[2], v[4]), alternative = at, correct = continuity, conf.level = 0.9))
  c(side(v), list(continuity = continuity, statistic = as.numeric(test("two.sided")$statistic), results = each(function(at) answer(test(at)))))
})), recursive = FALSE)

# Events and exposures of the experiment, then of the control; the ratio of the null hypothesis; the level.
rates <- lapply(
  list(
    c(3, 1000, 1, 9000, 1, 0.95), c(0, 500, 7, 4500, 1, 0.95), c(7, 500, 0, 4500, 1, 0.9), c(25, 1000, 120, 9000, 2, 0.99), c(300, 50000, 250, 50000, 1, 0.95),
    c(30, 1000, 100, 9000, 1.5, 0.95), c(11, 2.5, 9, 0.5, 0.3, 0.8), c(1200000, 3600, 1195000, 3600, 1, 0.95), c(5, 1, 5, 1, 1, 0.95), c(90, 1000, 9, 1000, 1, 0.95)
  ),
  function(v) list(
    control = list(events = v[3], exposure = v[4]), experiment = list(events = v[1], exposure = v[2]), nullRatio = v[5], level = v[6],
    results = each(function(at) answer(poisson.test(v[c(1, 3)], v[c(2, 4)], r = v[5], alternative = at, conf.level = v[6])))
  )
)

methods <- c(bonferroni = "bonferroni", holm = "holm", hochberg = "hochberg", "benjamini-hochberg" = "BH", "benjamini-yekutieli" = "BY")
adjusted <- lapply(
  list(
    c(0.01, 0.04, 0.03, 0.005), c(1e-8, 0.04, 0.04, 0.05), c(0.9, 0.2, 0.6, 0.2, 0.95), c(0, 1, 0.5), c(0.5, 0.5), c(0.02, 0.021, 0.022, 0.023, 0.8, 0.024, 1e-300),
    (20:1)^2 / 500
  ),
  function(p) c(list(p = p), lapply(methods, function(method) p.adjust(p, method)))
)

split <- lapply(
  list(
    list(c(1050, 8950), c(0.1, 0.9)), list(c(500, 500), c(1, 1)), list(c(0, 30), c(1, 9)), list(c(330, 350, 320), c(1, 1, 1)), list(c(1001000, 999000), c(0.5, 0.5)),
    list(c(60000, 40000), c(0.5, 0.5)), list(c(12, 9, 30, 14), c(0.2, 0.1, 0.5, 0.2))
  ),
  function(v) {
    test <- quiet(chisq.test(v[[1]], p = v[[2]], rescale.p = TRUE))
    list(counts = v[[1]], weights = v[[2]], statistic = as.numeric(test$statistic), degreesOfFreedom = as.numeric(test$parameter), p = test$p.value)
  }
)

# Difference, deviation, error, sides, power.
means <- lapply(
  list(c(1, 1, 0.05, 2, 0.9), c(0.0488, 0.5, 0.01, 1, 0.9), c(0.5, 2, 0.001, 2, 0.5), c(3, 1, 0.05, 2, 0.99), c(1.5, 1, 0.2, 1, 0.8)),
  function(v) {
    side <- if (v[4] == 1) "one.sided" else "two.sided"
    size <- power.t.test(delta = v[1], sd = v[2], sig.level = v[3], power = v[5], alternative = side, tol = 1e-12)$n
    power <- sapply(c(2, 5.5, 40, 3000), function(n) power.t.test(n, delta = v[1], sd = v[2], sig.level = v[3], alternative = side)$power)
    list(difference = v[1], standardDeviation = v[2], alpha = v[3], sides = v[4], wanted = v[5], size = size, power = power)
  }
)
shares <- lapply(
  list(c(0.001, 0.005, 0.05, 2, 0.8), c(0.012, 0.01, 0.05, 2, 0.8), c(0.5, 0.7, 0.01, 1, 0.95), c(0, 0.02, 0.05, 1, 0.9)),
  function(v) {
    side <- if (v[4] == 1) "one.sided" else "two.sided"
    size <- power.prop.test(p1 = v[1], p2 = v[2], sig.level = v[3], power = v[5], alternative = side, tol = 1e-12)$n
    power <- sapply(c(1, 20, 5000), function(n) power.prop.test(n, p1 = v[1], p2 = v[2], sig.level = v[3], alternative = side)$power)
    list(control = v[1], experiment = v[2], alpha = v[3], sides = v[4], wanted = v[5], size = size, power = power)
  }
)

cat(json(list(
  binomial = binomial, fisher = fisher, score = score, rates = rates, adjusted = adjusted, split = split, powerOfMeans = means, powerOfShares = shares
)), "\n", sep = "")
