# Rooms: `masthead_rooms()` walks layers.txt and enters every room that has a CMakeLists.txt; there one call of
# `masthead_room(NAME SOURCES ... [LIBRARIES ...])` makes the target masthead_NAME, linked to the rooms that its line in
# layers.txt names. The dependency graph stands in that file alone.

function(masthead_layer_needs room out)
  file(STRINGS ${PROJECT_SOURCE_DIR}/layers.txt lines REGEX "^${room}:")
  string(REGEX REPLACE "^[a-z]+:[ ]*" "" needs "${lines}")
  separate_arguments(needs)
  set(${out} ${needs} PARENT_SCOPE)
endfunction()

function(masthead_room name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(masthead_${name} STATIC ${arg_SOURCES})
  target_link_libraries(masthead_${name} PUBLIC masthead_settings)
  masthead_layer_needs(${name} needs)
  foreach(need IN LISTS needs)
    if(EXISTS ${PROJECT_SOURCE_DIR}/src/${need}/CMakeLists.txt)
      target_link_libraries(masthead_${name} PUBLIC masthead_${need})
    endif()
  endforeach()
  # A third party's headers are system headers: their warnings are not ours.
  target_link_libraries(masthead_${name} PRIVATE ${arg_LIBRARIES})
endfunction()

function(masthead_rooms)
  find_package(PkgConfig REQUIRED)
  file(STRINGS ${PROJECT_SOURCE_DIR}/layers.txt lines REGEX "^[a-z]+:")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE ":.*" "" room "${line}")
    if(EXISTS ${PROJECT_SOURCE_DIR}/src/${room}/CMakeLists.txt)
      add_subdirectory(src/${room})
    endif()
  endforeach()
endfunction()

# A test program for one room: tests/<room>/*.cpp. LABEL is quick (default), full or slow; every TEST becomes one CTest entry.
function(masthead_test room)
  cmake_parse_arguments(arg "" "LABEL;SUFFIX" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT arg_LABEL)
    set(arg_LABEL quick)
  endif()
  set(target ${room}${arg_SUFFIX}_test)
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE masthead_${room} masthead_test_support GTest::gmock GTest::gtest_main ${arg_LIBRARIES})
  add_test(NAME ${target} COMMAND ${target} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${target} PROPERTIES LABELS ${arg_LABEL} TIMEOUT 300)
endfunction()
